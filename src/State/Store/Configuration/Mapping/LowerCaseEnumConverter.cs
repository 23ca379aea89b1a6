using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LbPlatform.State.Store.Configuration.Mapping;

internal sealed class LowerCaseEnumConverter<T>()
    : ValueConverter<T, string>(
        static value => value.ToString().ToLowerInvariant(),
        static text => Parse(text)
    )
    where T : struct, Enum
{
    // Enum.Parse alone takes every number for a value.
    private static T Parse(string text) =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw new FormatException(
                $"'{text}' is none of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}."
            );
}
