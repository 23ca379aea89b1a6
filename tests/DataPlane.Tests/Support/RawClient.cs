using System.Net.Sockets;
using System.Text;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>A client made of a raw socket.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _tcp = new() { NoDelay = true };

    private RawClient(int port)
    {
        _tcp.Connect("127.0.0.1", port);
        Wire = new Wire(_tcp.GetStream());
    }

    public Wire Wire { get; }

    public static RawClient Connect(int port) => new(port);

    /// <summary>Sends one request and reads one response with a body that is framed.</summary>
    public async Task<RawResponse> SendAsync(string request)
    {
        await Wire.WriteAsync(request);
        return await ReadAsync(hasBody: !request.StartsWith("HEAD ", StringComparison.Ordinal));
    }

    public async Task<RawResponse> ReadAsync(bool hasBody = true)
    {
        var head = await Wire.ReadHeadAsync() ?? throw new EndOfStreamException();
        var mayHaveBody =
            hasBody
            && !head.StartsWith("HTTP/1.1 204", StringComparison.Ordinal)
            && !head.StartsWith("HTTP/1.1 304", StringComparison.Ordinal);
        var body = mayHaveBody ? await Wire.ReadBodyAsync(head, isResponse: true) : [];
        return new(head, Encoding.Latin1.GetString(body));
    }

    public void Dispose() => _tcp.Dispose();
}
