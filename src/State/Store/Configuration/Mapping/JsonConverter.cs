using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LbPlatform.State.Store.Configuration.Mapping;

/// <summary>A part of a resource that grows with the product is one column of JSON, so that growth needs no migration.</summary>
internal sealed class JsonConverter<T>()
    : ValueConverter<T, string>(
        static part => JsonSerializer.Serialize(part, SnapshotJson.Options),
        static text => JsonSerializer.Deserialize<T>(text, SnapshotJson.Options)!
    )
    where T : class;
