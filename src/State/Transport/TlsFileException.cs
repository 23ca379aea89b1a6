namespace LbPlatform.State.Transport;

/// <summary>A file that the configuration names for TLS cannot be used here: our own fault, not the backend's.</summary>
public sealed class TlsFileException : Exception
{
    /// <summary>Without a reason.</summary>
    public TlsFileException() { }

    /// <summary>With the file, what is wrong with it and what to do.</summary>
    public TlsFileException(string message)
        : base(message) { }

    /// <summary>As above, with the cause.</summary>
    public TlsFileException(string message, Exception innerException)
        : base(message, innerException) { }
}
