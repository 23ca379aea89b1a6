using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace LbPlatform.EchoBackend;

/// <summary>/echo answers with what arrived: request line as sent, headers, and the body's beginning, length and digest.</summary>
internal static class EchoEndpoints
{
    /// <summary>The part of a body that is repeated; what is longer is read to its end and counted.</summary>
    public const int MostBodyBytes = 1024 * 1024;

    /// <summary>Maps /echo and everything below it, for every method.</summary>
    public static void MapEcho(this WebApplication app) => app.Map("/echo/{**rest}", EchoAsync);

    private static async Task EchoAsync(HttpContext context)
    {
        var request = context.Request;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var (body, length, digest) = await ReadAsync(request.Body, context.RequestAborted);
        var text = new StringBuilder();
        text.Append($"{request.Method} {target} {request.Protocol}\n");
        foreach (var (name, values) in request.Headers)
        {
            foreach (var value in values)
            {
                text.Append($"{name}: {value}\n");
            }
        }

        text.Append('\n').Append(Encoding.UTF8.GetString(body));
        text.Append($"\n-- {length} bytes, sha256 {digest}\n");
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(text.ToString(), context.RequestAborted);
    }

    private static async Task<(byte[] Start, long Length, string Digest)> ReadAsync(
        Stream body,
        CancellationToken cancellationToken
    )
    {
        using var start = new MemoryStream();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var length = 0L;
            int read;
            while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                length += read;
                hash.AppendData(buffer, 0, read);
                start.Write(buffer, 0, (int)Math.Min(read, MostBodyBytes - start.Length));
            }

            return (start.ToArray(), length, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
