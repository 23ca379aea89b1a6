namespace LbPlatform.State.Model;

/// <summary>The operator's wish for a backend. It is no statement about its health.</summary>
public enum AdministrativeState
{
    /// <summary>May take traffic.</summary>
    Enabled,

    /// <summary>Takes no new requests; requests in flight end undisturbed. Still probed.</summary>
    Draining,

    /// <summary>Takes no traffic and is not probed.</summary>
    Disabled,
}
