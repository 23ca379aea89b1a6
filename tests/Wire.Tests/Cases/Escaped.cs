namespace LbPlatform.Wire.Tests.Cases;

/// <summary>Bytes as they are written in C#.</summary>
internal static class Escaped
{
    public static string Text(string bytes) =>
        string.Concat(
            bytes.Select(static c =>
                c switch
                {
                    '\r' => "\\r",
                    '\n' => "\\n",
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    < ' ' or > '~' => $"\\u{(int)c:x4}",
                    _ => c.ToString(),
                }
            )
        );
}
