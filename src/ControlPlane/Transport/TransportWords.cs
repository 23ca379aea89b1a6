namespace LbPlatform.ControlPlane.Transport;

/// <summary>The words of the API for the choices of a transport.</summary>
internal static class TransportWords
{
    /// <summary>Every word of a choice, the default first.</summary>
    public static string[] All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>The word of a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum =>
        value switch
        {
            TlsVersion.Tls12 => "1.2",
            TlsVersion.Tls13 => "1.3",
            _ => value.ToString().ToLowerInvariant(),
        };
}
