namespace LbPlatform.State.Model;

/// <summary>The method of an HTTP probe: safe ones only, since a probe must change nothing.</summary>
public enum ProbeMethod
{
    /// <summary>GET.</summary>
    Get,

    /// <summary>HEAD: an answer without body.</summary>
    Head,

    /// <summary>OPTIONS.</summary>
    Options,
}
