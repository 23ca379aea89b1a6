namespace LbPlatform.DataPlane.Strictness;

/// <summary>Which methods go no further. Pure.</summary>
internal static class MethodRules
{
    /// <summary>Those that the stack knows, and would spell in capitals on their way to the backend.</summary>
    private static readonly string[] Known =
    [
        HttpMethods.Get,
        HttpMethods.Head,
        HttpMethods.Post,
        HttpMethods.Put,
        HttpMethods.Delete,
        HttpMethods.Options,
        HttpMethods.Patch,
        HttpMethods.Trace,
        HttpMethods.Connect,
        "QUERY",
    ];

    public static bool IsConnect(RequestHead head) =>
        head.Method == HttpMethods.Connect && !head.ExtendedConnect.IsAsked;

    public static bool IsConnectToUnknown(RequestHead head) =>
        head.Method == HttpMethods.Connect
        && head.ExtendedConnect is { IsAsked: true, IsAllowed: false };

    public static bool IsMisspelt(RequestHead head)
    {
        // A method that is known is the very string; only others are compared.
        if (ReferenceEquals(head.Method, HttpMethods.Get))
        {
            return false;
        }

        foreach (var known in Known)
        {
            if (known.Equals(head.Method, StringComparison.OrdinalIgnoreCase))
            {
                return known != head.Method;
            }
        }

        return false;
    }

    public static bool IsTraceWithContent(RequestHead head) =>
        head.HasContent && head.Method == HttpMethods.Trace;
}
