using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LbPlatform.State.Store.Configuration.Mapping;

internal sealed class RevisionConverter()
    : ValueConverter<Revision, long>(
        static revision => revision.Value,
        static value => new Revision(value)
    );
