using System.Globalization;
using System.Text;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>Reads HTTP/1 messages off a stream, without an HTTP library in between. Text is Latin-1: bytes are kept.</summary>
internal sealed class Wire(Stream stream)
{
    private readonly List<byte> _buffer = [];

    public Stream Stream => stream;

    public Task WriteAsync(string text) =>
        stream.WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();

    /// <summary>The head up to and with its empty line; <c>null</c> where the peer has ended before one.</summary>
    public async Task<string?> ReadHeadAsync()
    {
        var end = await FillUntilAsync("\r\n\r\n"u8.ToArray());
        return end < 0 ? null : Encoding.Latin1.GetString(Take(end));
    }

    /// <summary>The body that follows <paramref name="head"/>, without framing.</summary>
    public async Task<byte[]> ReadBodyAsync(string head, bool isResponse = false)
    {
        if (FieldOf(head, "Transfer-Encoding") is not null)
        {
            var body = new List<byte>();
            while (await ReadChunkAsync() is { Length: > 0 } chunk)
            {
                body.AddRange(chunk);
            }

            return [.. body];
        }

        if (FieldOf(head, "Content-Length") is { } length)
        {
            return await ReadExactlyAsync(int.Parse(length, CultureInfo.InvariantCulture));
        }

        return isResponse ? await ReadToEndAsync() : [];
    }

    /// <summary>One chunk's data; empty for the last one.</summary>
    public async Task<byte[]> ReadChunkAsync()
    {
        var line = Encoding.Latin1.GetString(Take(await FillUntilAsync("\r\n"u8.ToArray())));
        var data = await ReadExactlyAsync(Convert.ToInt32(line.Trim(), 16));
        await ReadExactlyAsync(2);
        return data;
    }

    public async Task<byte[]> ReadExactlyAsync(int count)
    {
        while (_buffer.Count < count)
        {
            if (!await FillAsync())
            {
                throw new EndOfStreamException($"{_buffer.Count} of {count} bytes came.");
            }
        }

        return Take(count);
    }

    public async Task<byte[]> ReadToEndAsync()
    {
        while (await FillAsync())
        {
            // Until the peer ends.
        }

        return Take(_buffer.Count);
    }

    /// <summary>Reads so many bytes, or all to the peer's end, and keeps nothing of them.</summary>
    public async Task<long> DiscardAsync(long most = long.MaxValue)
    {
        var count = (long)_buffer.Count;
        _buffer.Clear();
        var bytes = new byte[64 * 1024];
        while (count < most)
        {
            var read = await stream
                .ReadAsync(bytes.AsMemory(0, (int)Math.Min(bytes.Length, most - count)))
                .AsTask()
                .WaitAsync(Eventually.Patience);
            if (read == 0)
            {
                break;
            }

            count += read;
        }

        return count;
    }

    public static string? FieldOf(string head, string name) =>
        head.Split("\r\n")
            .Skip(1)
            .Where(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(name.Length + 1)..].Trim())
            .FirstOrDefault();

    private async Task<int> FillUntilAsync(byte[] end)
    {
        while (true)
        {
            var at = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_buffer).IndexOf(end);
            if (at >= 0)
            {
                return at + end.Length;
            }

            if (!await FillAsync())
            {
                return -1;
            }
        }
    }

    private async Task<bool> FillAsync()
    {
        var bytes = new byte[16 * 1024];
        // A byte that never comes fails its test instead of stopping all.
        var count = await stream.ReadAsync(bytes).AsTask().WaitAsync(Eventually.Patience);
        _buffer.AddRange(bytes.AsSpan(0, count));
        return count > 0;
    }

    private byte[] Take(int count)
    {
        if (count < 0)
        {
            throw new EndOfStreamException();
        }

        var taken = _buffer.GetRange(0, count).ToArray();
        _buffer.RemoveRange(0, count);
        return taken;
    }
}
