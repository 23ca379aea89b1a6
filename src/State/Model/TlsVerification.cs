namespace LbPlatform.State.Model;

/// <summary>What must be right about a backend's certificate.</summary>
public enum TlsVerification
{
    /// <summary>A trusted authority signed it, it is in force, and it names the backend.</summary>
    Full,

    /// <summary>Nothing: whoever answers at the address is taken for the backend.</summary>
    None,
}
