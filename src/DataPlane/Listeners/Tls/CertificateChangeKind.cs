namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>What became of a file that changed.</summary>
internal enum CertificateChangeKind
{
    /// <summary>Its certificate is shown from now on.</summary>
    Loaded,

    /// <summary>It cannot be used; the old certificate is shown on.</summary>
    Refused,

    /// <summary>It is gone, and its certificate is shown no longer.</summary>
    Removed,
}
