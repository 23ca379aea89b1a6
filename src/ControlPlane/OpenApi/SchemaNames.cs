namespace LbPlatform.ControlPlane.OpenApi;

/// <summary>What the document calls the types, which generated clients then do as well.</summary>
internal static class SchemaNames
{
    /// <summary>A page is named for what it lists, a nested type for the one that it is nested in.</summary>
    public static string Of(Type type)
    {
        if (type.IsGenericType)
        {
            return $"{Of(type.GetGenericArguments()[0])}{type.Name.Split('`')[0]}";
        }

        var outer = type.DeclaringType is { } declaring ? Of(declaring) : "";
        var name = type.Name.EndsWith("Response", StringComparison.Ordinal)
            ? type.Name[..^"Response".Length]
            : type.Name;
        return outer + name;
    }
}
