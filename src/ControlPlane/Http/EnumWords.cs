using System.Text.Json;

namespace LbPlatform.ControlPlane.Http;

/// <summary>How the API writes the values of a choice: as the enumeration names them, in camel case.</summary>
internal static class EnumWords
{
    /// <summary>Every word of a choice, in the order of its values.</summary>
    public static string[] All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>The word of a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
