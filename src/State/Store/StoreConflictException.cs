namespace LbPlatform.State.Store;

/// <summary>A change that the store refuses because of what it holds; the message says what stands in the way and what to do.</summary>
public sealed class StoreConflictException : Exception
{
    /// <summary>Without a reason; for serializers only.</summary>
    public StoreConflictException() { }

    /// <summary>With the reason and the remedy.</summary>
    public StoreConflictException(string message)
        : base(message) { }

    /// <summary>With the reason, the remedy and the cause.</summary>
    public StoreConflictException(string message, Exception innerException)
        : base(message, innerException) { }
}
