using System.Globalization;

namespace LbPlatform.Cli.Up.Preflight;

/// <summary>Which process listens on a port, as far as this system and this user's rights tell (/proc, Linux).</summary>
internal static class PortOwner
{
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    private const string Listening = "0A";
    private const int LocalAddressField = 1;
    private const int StateField = 3;
    private const int InodeField = 9;

    /// <summary><c>pid 1234 (dotnet)</c>, or <c>null</c> where it cannot be told.</summary>
    public static string? Find(int port)
    {
        try
        {
            var inodes = Tables
                .Where(File.Exists)
                .SelectMany(File.ReadLines)
                .Select(line => ListeningInode(line, port))
                .OfType<string>()
                .Select(static inode => $"socket:[{inode}]")
                .ToHashSet();
            return inodes.Count == 0
                ? null
                : Directory
                    .EnumerateDirectories("/proc")
                    .Where(static entry => IsProcess(Path.GetFileName(entry)))
                    .Where(process => Holds(process, inodes))
                    .Select(Describe)
                    .FirstOrDefault();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The inode of a line of /proc/net/tcp that is a listener on <paramref name="port"/>.</summary>
    internal static string? ListeningInode(string line, int port)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
            fields.Length > InodeField
            && fields[StateField] == Listening
            && fields[LocalAddressField].Split(':') is [_, var hex]
            && int.TryParse(
                hex,
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture,
                out var found
            )
            && found == port
            ? fields[InodeField]
            : null;
    }

    private static bool IsProcess(string name) => name.All(char.IsAsciiDigit);

    private static bool Holds(string process, HashSet<string> sockets)
    {
        try
        {
            return Directory
                .EnumerateFiles(Path.Combine(process, "fd"))
                .Any(file => new FileInfo(file).LinkTarget is { } link && sockets.Contains(link));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Another user's process, or one that has just ended.
            return false;
        }
    }

    /// <summary>A .NET program is named by its assembly: "dotnet" would not say which.</summary>
    private static string Describe(string process)
    {
        var words = File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0');
        var assembly = Array.Find(
            words,
            static word => word.EndsWith(".dll", StringComparison.Ordinal)
        );
        var name = assembly is null
            ? File.ReadAllText(Path.Combine(process, "comm")).Trim()
            : Path.GetFileNameWithoutExtension(assembly);
        return $"pid {Path.GetFileName(process)} ({name})";
    }
}
