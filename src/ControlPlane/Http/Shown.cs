namespace LbPlatform.ControlPlane.Http;

/// <summary>Text from outside as a message repeats it.</summary>
internal static class Shown
{
    private const int Longest = 200;

    /// <summary>The text, cut where it is long.</summary>
    public static string Short(string text) =>
        text.Length <= Longest ? text : $"{text[..Longest]}…";
}
