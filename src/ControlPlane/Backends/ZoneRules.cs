namespace LbPlatform.ControlPlane.Backends;

/// <summary>The rules of a zone's name. Pure.</summary>
internal static class ZoneRules
{
    private const string Name = "zone";

    /// <summary>The zone that a backend is given; <c>null</c> where it is none, which is noted.</summary>
    public static string? Read(string? zone, FieldRules rules)
    {
        if (zone is null || ResourceName.IsValid(zone))
        {
            return zone;
        }

        rules.Refuse(Name, $"{Tell(zone)} Set it to null where there are no zones.");
        return null;
    }

    /// <summary>The zone that backends are filtered by; <c>null</c> where there is none.</summary>
    public static string? Read(QueryReader query)
    {
        var zone = query.Text(Name);
        if (zone is not null && !ResourceName.IsValid(zone))
        {
            query.Refuse(Name, Tell(zone));
        }

        return zone;
    }

    private static string Tell(string zone) =>
        $"'{Shown.Short(zone)}' is no zone. A zone has {ResourceName.Rule}; for example '{ResourceName.From(zone, "zone-a")}'.";
}
