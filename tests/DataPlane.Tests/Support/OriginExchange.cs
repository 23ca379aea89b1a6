using System.Net.Sockets;
using System.Text;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>One request at an <see cref="Origin"/>.</summary>
internal sealed class OriginExchange(string head, int number, Wire wire, Socket connection)
{
    private bool _isRead;

    public string Head => head;

    public string RequestLine => head[..head.IndexOf("\r\n", StringComparison.Ordinal)];

    public Wire Wire => wire;

    /// <summary>Which request of its connection it is, from 1.</summary>
    public int Number => number;

    /// <summary>Whether the connection ends after this exchange.</summary>
    public bool IsLast { get; private set; }

    /// <summary>The request's body; nothing where it has been read already.</summary>
    public async Task<byte[]> ReadBodyAsync()
    {
        if (_isRead)
        {
            return [];
        }

        _isRead = true;
        return await wire.ReadBodyAsync(head);
    }

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

    /// <summary>Ends the connection at once, with a reset or without.</summary>
    public void Reset(bool withReset = true)
    {
        IsLast = true;
        if (withReset)
        {
            Origin.Reset(connection);
        }
        else
        {
            End();
        }
    }

    private void End()
    {
        try
        {
            connection.Shutdown(SocketShutdown.Both);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // It has ended by itself.
        }
    }
}
