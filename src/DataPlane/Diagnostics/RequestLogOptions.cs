namespace LbPlatform.DataPlane.Diagnostics;

/// <summary>How requests are logged where <c>DataPlane:AccessLog</c> asks for it. Section <c>DataPlane:RequestLog</c>.</summary>
public sealed class RequestLogOptions
{
    /// <summary>Smallest file that may be asked for, in bytes.</summary>
    public const long SmallestFile = 64 * 1024;

    /// <summary>Most files that may be kept.</summary>
    public const int MostFiles = 100;

    /// <summary>The lines' form. Default text.</summary>
    public RequestLogFormat Format { get; set; } = RequestLogFormat.Text;

    /// <summary>Whether the path is logged with its query, which often holds secrets. Default false.</summary>
    public bool Query { get; set; }

    /// <summary>The file that lines are appended to. Default none: standard output.</summary>
    public string File { get; set; } = "";

    /// <summary>
    /// Size in bytes at which a file is set aside as <c>.1</c> and another one begun. Default 100 MiB; 0 leaves that to others, who
    /// send SIGHUP when they have moved it.
    /// </summary>
    public long MaxFileBytes { get; set; } = 100L * 1024 * 1024;

    /// <summary>Files that were set aside and are kept, the oldest one going first. Default 5.</summary>
    public int MaxFiles { get; set; } = 5;

    /// <summary>What is wrong with it, each with the remedy.</summary>
    internal IEnumerable<string> Refuse()
    {
        if (MaxFileBytes != 0 && MaxFileBytes < SmallestFile)
        {
            yield return $"DataPlane:RequestLog:MaxFileBytes is {MaxFileBytes}; it must be {SmallestFile} or more, or 0 to let others move the file.";
        }

        if (MaxFiles is < 1 or > MostFiles)
        {
            yield return $"DataPlane:RequestLog:MaxFiles is {MaxFiles}; it must be 1 to {MostFiles}.";
        }

        if (File.Length > 0 && Directory.Exists(File))
        {
            yield return $"DataPlane:RequestLog:File is '{File}', a directory; write the name of a file in it.";
        }
    }
}
