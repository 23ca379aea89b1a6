namespace LbPlatform.DataPlane.Diagnostics;

/// <summary>
/// Where lines go that are not the process's own log: standard output, or a file that is set aside when it is full and opened anew when
/// somebody has moved it. One writer; <see cref="Reopen"/> may come from anywhere.
/// </summary>
internal sealed class AccessLogFile(RequestLogOptions options) : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly string _path = options.File.Length == 0 ? "" : Path.GetFullPath(options.File);

    private Stream? _stream;
    private long _length;
    private volatile bool _isMoved;

    /// <summary>The file was moved: the next line begins another one.</summary>
    public void Reopen() => _isMoved = true;

    /// <summary>Appends a line.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Append(ReadOnlySpan<byte> line)
    {
        if (_isMoved)
        {
            _isMoved = false;
            Close();
        }

        var stream = _stream ??= Open();
        if (IsFull(line.Length))
        {
            Close();
            SetAside();
            stream = _stream = Open();
        }

        stream.Write(line);
        _length += line.Length;
    }

    /// <summary>Lets readers see what was appended.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void Flush() => _stream?.Flush();

    /// <summary>Gives up what is open, after a failure too.</summary>
    public void Close()
    {
        var stream = _stream;
        _stream = null;
        try
        {
            stream?.Dispose();
        }
        catch (IOException)
        {
            // What could not be written was said when it was tried.
        }
    }

    /// <inheritdoc />
    public void Dispose() => Close();

    private bool IsFull(int more) =>
        _path.Length > 0
        && options.MaxFileBytes > 0
        && _length > 0
        && _length + more > options.MaxFileBytes;

    private Stream Open()
    {
        if (_path.Length == 0)
        {
            return new BufferedStream(Console.OpenStandardOutput(), BufferBytes);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var file = new FileStream(
            _path,
            FileMode.Append,
            FileAccess.Write,
            FileShare.ReadWrite | FileShare.Delete,
            BufferBytes
        );
        _length = file.Length;
        return file;
    }

    private void SetAside()
    {
        for (var number = options.MaxFiles; number > 0; number--)
        {
            var from = number == 1 ? _path : $"{_path}.{number - 1}";
            if (File.Exists(from))
            {
                File.Move(from, $"{_path}.{number}", overwrite: true);
            }
        }
    }
}
