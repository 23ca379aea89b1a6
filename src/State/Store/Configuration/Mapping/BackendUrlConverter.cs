using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LbPlatform.State.Store.Configuration.Mapping;

internal sealed class BackendUrlConverter()
    : ValueConverter<BackendUrl, string>(
        static url => url.Text,
        static text => BackendUrl.Parse(text)
    );
