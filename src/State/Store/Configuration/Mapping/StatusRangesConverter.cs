using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LbPlatform.State.Store.Configuration.Mapping;

internal sealed class StatusRangesConverter()
    : ValueConverter<StatusRanges, string>(
        static ranges => ranges.Text,
        static text => StatusRanges.Parse(text)
    );
