using System.Security.Authentication;

namespace LbPlatform.State.Transport;

/// <summary>The backend's certificate is not one that its pool accepts; the message says why and what to do.</summary>
public sealed class CertificateRefusedException : AuthenticationException
{
    /// <summary>Without a reason.</summary>
    public CertificateRefusedException() { }

    /// <summary>With what is wrong and what to do.</summary>
    public CertificateRefusedException(string message)
        : base(message) { }

    /// <summary>As above, with the cause.</summary>
    public CertificateRefusedException(string message, Exception innerException)
        : base(message, innerException) { }
}
