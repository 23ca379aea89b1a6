using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LbPlatform.State.Store.Configuration.Mapping;

internal sealed class LowerCaseEnumConverter<T>()
    : ValueConverter<T, string>(
        static value => value.ToString().ToLowerInvariant(),
        static text => Enum.Parse<T>(text, true)
    )
    where T : struct, Enum;
