namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// How much a connection may move before others of its thread have theirs. Where both sides are faster than we, no read
/// and no write ever waits; with inline completions one download would then keep its thread, and every client of that
/// thread waiting, until it ends.
/// </summary>
/// <remarks>Mutable, and of one direction: not to be copied. HAProxy's <c>tune.maxpollevents</c> and bytes per wake-up serve the same end.</remarks>
internal struct Turn
{
    /// <summary>Bytes of one turn: a tenth of a millisecond, and few enough turns to cost a download nothing.</summary>
    public const int MaxBytes = 256 * 1024;

    private int _moved;

    /// <summary>Counts bytes that were moved without a wait.</summary>
    /// <returns>Whether the turn is over; the next one has begun then.</returns>
    public bool Ends(int bytes)
    {
        _moved += bytes;
        if (_moved < MaxBytes)
        {
            return false;
        }

        _moved = 0;
        return true;
    }
}
