namespace LbPlatform.State.Store;

/// <summary>The store was written by a newer program than this one. Nothing but a newer program helps.</summary>
public sealed class StoreSchemaException : Exception
{
    /// <summary>Without a reason; for serializers only.</summary>
    public StoreSchemaException() { }

    /// <summary>With the reason and the remedy.</summary>
    public StoreSchemaException(string message)
        : base(message) { }

    /// <summary>With the reason, the remedy and the cause.</summary>
    public StoreSchemaException(string message, Exception innerException)
        : base(message, innerException) { }
}
