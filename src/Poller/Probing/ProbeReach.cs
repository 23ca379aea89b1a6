namespace LbPlatform.Poller.Probing;

/// <summary>How far a probe got on its way, which tells a fault of the backend from one of the way there.</summary>
internal enum ProbeReach
{
    /// <summary>The poller could not even try.</summary>
    None,

    /// <summary>No name server answered.</summary>
    NoNames,

    /// <summary>The name servers answered; there was nothing to connect to.</summary>
    Names,

    /// <summary>Nothing came back from the host: no route, or silence.</summary>
    NoNetwork,

    /// <summary>The host answered, be it with a refusal.</summary>
    Host,
}
