namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>
/// The last good content of some files. What is being written is not read: files count as changed only when they stayed as
/// they are from one look to the next; and what cannot be used is said once and leaves the old content in force.
/// </summary>
/// <typeparam name="T">What is made of the files.</typeparam>
internal sealed class WatchedFiles<T>
    where T : class
{
    private string _loaded = "";
    private string _seen = "";
    private string _refused = "";

    /// <summary>The last good content; <c>null</c> before the first.</summary>
    public T? Value { get; private set; }

    /// <summary>Whether the files are as they were when <see cref="Value"/> was made of them.</summary>
    public bool IsCurrent(string stamp) => stamp == _loaded;

    /// <summary>
    /// Loads what has changed. False where nothing did, or not for long enough; then, and where it is good,
    /// <paramref name="fault"/> is <c>null</c>.
    /// </summary>
    /// <param name="stamp">How the files are now.</param>
    /// <param name="isFirst">Whether it is the start: nothing is waited for.</param>
    /// <param name="load">Makes the content, or says why it cannot.</param>
    /// <param name="fault">Why the new content is not used.</param>
    public bool Look(
        string stamp,
        bool isFirst,
        Func<(T? Content, string? Fault)> load,
        out string? fault
    )
    {
        fault = null;
        if (stamp == _loaded || stamp == _refused)
        {
            _seen = stamp;
            return false;
        }

        if (!isFirst && stamp != _seen)
        {
            _seen = stamp;
            return false;
        }

        _seen = stamp;
        (var content, fault) = load();
        if (content is null)
        {
            _refused = stamp;
            return false;
        }

        Value = content;
        _loaded = stamp;
        _refused = "";
        return true;
    }
}
