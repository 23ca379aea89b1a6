using System.Buffers;
using System.Text;

namespace LbPlatform.EchoBackend;

/// <summary>/echo answers with what arrived: request line, headers and the beginning of the body.</summary>
internal static class EchoEndpoints
{
    /// <summary>The part of a body that is repeated; what is longer is read to its end and counted.</summary>
    public const int MostBodyBytes = 1024 * 1024;

    /// <summary>Maps /echo and everything below it, for every method.</summary>
    public static void MapEcho(this WebApplication app) => app.Map("/echo/{**rest}", EchoAsync);

    private static async Task EchoAsync(HttpContext context)
    {
        var request = context.Request;
        var (body, length) = await ReadAsync(request.Body, context.RequestAborted);
        var text = new StringBuilder();
        text.Append($"{request.Method} {request.Path}{request.QueryString} {request.Protocol}\n");
        foreach (var (name, values) in request.Headers)
        {
            foreach (var value in values)
            {
                text.Append($"{name}: {value}\n");
            }
        }

        text.Append('\n').Append(Encoding.UTF8.GetString(body));
        if (length > body.Length)
        {
            text.Append($"\n... {length} bytes in all\n");
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(text.ToString(), context.RequestAborted);
    }

    private static async Task<(byte[] Start, long Length)> ReadAsync(
        Stream body,
        CancellationToken cancellationToken
    )
    {
        using var start = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var length = 0L;
            int read;
            while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                length += read;
                start.Write(buffer, 0, (int)Math.Min(read, MostBodyBytes - start.Length));
            }

            return (start.ToArray(), length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
