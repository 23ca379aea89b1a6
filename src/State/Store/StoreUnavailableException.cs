namespace LbPlatform.State.Store;

/// <summary>The store cannot be read or written now; the message says why and what to do.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Without a reason; for serializers only.</summary>
    public StoreUnavailableException() { }

    /// <summary>With the reason and the remedy.</summary>
    public StoreUnavailableException(string message)
        : base(message) { }

    /// <summary>With the reason, the remedy and the cause.</summary>
    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException) { }
}
