using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LbPlatform.State.Store.Configuration.Mapping;

internal sealed class MillisecondsConverter()
    : ValueConverter<TimeSpan, long>(
        static duration => (long)duration.TotalMilliseconds,
        static milliseconds => TimeSpan.FromMilliseconds(milliseconds)
    );
