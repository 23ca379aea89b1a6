namespace LbPlatform.State.Model;

/// <summary>Whether requests stay in the zone of the data plane that took them.</summary>
public enum ZonePreference
{
    /// <summary>They do, as far as the zone's backends can bear it.</summary>
    SameZone,

    /// <summary>Zones play no part.</summary>
    Off,
}
