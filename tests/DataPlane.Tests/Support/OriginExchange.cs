using System.Net.Sockets;
using System.Text;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>One request at an <see cref="Origin"/>.</summary>
internal sealed class OriginExchange(string head, Wire wire, Socket connection)
{
    public string Head => head;

    public string RequestLine => head[..head.IndexOf("\r\n", StringComparison.Ordinal)];

    public Wire Wire => wire;

    /// <summary>Whether the connection ends after this exchange.</summary>
    public bool IsLast { get; private set; }

    public Task<byte[]> ReadBodyAsync() => wire.ReadBodyAsync(head);

    /// <summary>Reads the request's body, then answers with this text.</summary>
    public async Task AnswerAsync(string body, string status = "200 OK", string fields = "")
    {
        await ReadBodyAsync();
        await wire.WriteAsync(
            $"HTTP/1.1 {status}\r\n{fields}Content-Length: {Encoding.Latin1.GetByteCount(body)}\r\n\r\n{body}"
        );
    }

    /// <summary>Ends the connection.</summary>
    public void Close() => IsLast = true;

    /// <summary>Ends what is sent, and goes on reading.</summary>
    public void EndOutput() => connection.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the connection with a reset.</summary>
    public void Reset()
    {
        IsLast = true;
        Origin.Reset(connection);
    }
}
