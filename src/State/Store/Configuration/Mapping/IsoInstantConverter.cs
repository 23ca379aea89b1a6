using System.Globalization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LbPlatform.State.Store.Configuration.Mapping;

internal sealed class IsoInstantConverter()
    : ValueConverter<DateTimeOffset, string>(
        static instant => Format(instant),
        static text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture)
    )
{
    private static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
