using System.Text;

namespace LbPlatform.Poller.Probing;

/// <summary>Looks for a text in bytes as they come, keeping no more of them than the text is long.</summary>
internal sealed class BodySearch
{
    private readonly byte[] _wanted;
    private readonly string _text;
    private readonly byte[] _start = new byte[Printable.MostBytes];
    private readonly byte[] _tail;
    private int _tailLength;

    /// <summary>A search for a text, as UTF-8; not empty.</summary>
    public BodySearch(string text)
    {
        _text = text;
        _wanted = Encoding.UTF8.GetBytes(text);
        _tail = new byte[2 * (_wanted.Length - 1)];
    }

    /// <summary>Bytes that were looked at, at most <see cref="ProbeSettings.MostBodyBytes"/>.</summary>
    public int Bytes { get; private set; }

    /// <summary>Whether the text was found.</summary>
    public bool IsFound { get; private set; }

    /// <summary>Whether more bytes would change nothing.</summary>
    public bool IsDone => IsFound || Bytes == ProbeSettings.MostBodyBytes;

    /// <summary>Looks at the next bytes; those beyond the limit are passed over.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var looked = bytes[..Math.Min(bytes.Length, ProbeSettings.MostBodyBytes - Bytes)];
        if (Bytes < _start.Length)
        {
            looked[..Math.Min(looked.Length, _start.Length - Bytes)].CopyTo(_start.AsSpan(Bytes));
        }

        IsFound = IsFound || IsAcross(looked) || looked.IndexOf(_wanted) >= 0;
        Bytes += looked.Length;
        KeepTail(looked);
    }

    /// <summary>What was expected, and what came instead.</summary>
    public ProbeFault ToFault(string what) =>
        new(
            ProbeOutcome.Body,
            $"{what} did not contain '{Printable.Of(_text)}'"
                + (
                    Bytes == ProbeSettings.MostBodyBytes
                        ? $" in its first {ProbeSettings.MostBodyBytes / 1024} KiB"
                    : Bytes == 0 ? ": it was empty"
                    : ""
                )
                + (
                    Bytes > 0
                        ? $"; it began with '{Printable.Of(_start.AsSpan(0, Math.Min(Bytes, _start.Length)))}'"
                        : ""
                )
        );

    /// <summary>Whether the text begins in what came before and ends in these bytes.</summary>
    private bool IsAcross(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, _wanted.Length - 1)];
        head.CopyTo(_tail.AsSpan(_tailLength));
        return _tail.AsSpan(0, _tailLength + head.Length).IndexOf(_wanted) >= 0;
    }

    /// <summary>Keeps the last bytes, one less than the text has; <see cref="IsAcross"/> has put the first new ones there.</summary>
    private void KeepTail(ReadOnlySpan<byte> bytes)
    {
        var most = _wanted.Length - 1;
        if (bytes.Length >= most)
        {
            bytes[^most..].CopyTo(_tail);
            _tailLength = most;
            return;
        }

        var length = _tailLength + bytes.Length;
        var kept = Math.Min(length, most);
        _tail.AsSpan(length - kept, kept).CopyTo(_tail);
        _tailLength = kept;
    }
}
