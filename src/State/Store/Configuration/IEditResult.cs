namespace LbPlatform.State.Store.Configuration;

/// <summary>What an edit of the configuration came to.</summary>
public interface IEditResult
{
    /// <summary>Whether the edit is to be committed.</summary>
    bool IsAccepted { get; }
}
