using System.Text;

namespace LbPlatform.Cli.Supervision;

/// <summary>Reads a child's output line by line, whatever it writes.</summary>
internal static class BoundedLines
{
    /// <summary>A longer line is cut and marked, so that no child can fill this process's memory.</summary>
    public const int LongestLine = 16 * 1024;

    private const string CutMark = " ...";

    /// <summary>Hands each line of <paramref name="reader"/> on until it ends.</summary>
    public static async Task ReadAsync(TextReader reader, Action<string> onLine)
    {
        var line = new StringBuilder();
        var isCut = false;
        var buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer)) > 0)
        {
            foreach (var c in buffer.AsSpan(0, read))
            {
                if (c == '\n')
                {
                    onLine(Finish(line, isCut));
                    line.Clear();
                    isCut = false;
                }
                else if (line.Length < LongestLine)
                {
                    line.Append(c);
                }
                else
                {
                    isCut = true;
                }
            }
        }

        if (line.Length > 0)
        {
            onLine(Finish(line, isCut));
        }
    }

    private static string Finish(StringBuilder line, bool isCut) =>
        isCut ? line.Append(CutMark).ToString() : line.ToString().TrimEnd('\r');
}
