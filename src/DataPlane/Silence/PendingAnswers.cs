namespace LbPlatform.DataPlane.Silence;

/// <summary>
/// The attempts at one backend whose answers have not begun. An answer that begins and a request that is taken elsewhere
/// exclude each other: whoever comes first has it.
/// </summary>
internal sealed class PendingAnswers(TimeProvider time)
{
    // Held for a few instructions by requests, and by the sweep for a walk where nothing was answered for long.
    private readonly Lock _lock = new();
    private PendingAnswer? _first;
    private long _answeredAt;
    private int _count;

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>When the last answer began, a timestamp of the clock; 0 where none ever did.</summary>
    public long AnsweredAt => Volatile.Read(ref _answeredAt);

    /// <summary>An attempt begins.</summary>
    public void Add(PendingAnswer one)
    {
        lock (_lock)
        {
            one.After = _first;
            _first?.Before = one;
            _first = one;
            one.IsListed = true;
            _count++;
        }
    }

    /// <summary>The answer begins; false where the attempt was given up before.</summary>
    public bool TryAnswer(PendingAnswer one)
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            _answeredAt = Math.Max(_answeredAt, now);
            return TryUnlink(one);
        }
    }

    /// <summary>The attempt has ended, answered or not.</summary>
    public void Remove(PendingAnswer one)
    {
        lock (_lock)
        {
            TryUnlink(one);
        }
    }

    /// <summary>What waits, by <paramref name="silence"/>: how long an answer may take at most.</summary>
    public PendingCount Look(TimeSpan silence)
    {
        var now = time.GetTimestamp();
        var count = default(PendingCount);
        lock (_lock)
        {
            for (var one = _first; one is not null; one = one.After)
            {
                count = count.With(
                    time.GetElapsedTime(one.Since, now),
                    one.Since > _answeredAt && one.IsSent,
                    silence
                );
            }
        }

        return count;
    }

    /// <summary>Gives up those that can go elsewhere. What cannot goes on waiting: the backend may answer yet.</summary>
    public int GiveUp()
    {
        var given = new List<PendingAnswer>();
        lock (_lock)
        {
            for (var one = _first; one is not null; one = one.After)
            {
                if (one.MayMove)
                {
                    given.Add(one);
                }
            }

            foreach (var one in given)
            {
                one.IsGivenUp = TryUnlink(one);
            }
        }

        foreach (var one in given)
        {
            // What follows runs elsewhere, not one after the other here.
            _ = one.CancelAsync();
        }

        return given.Count;
    }

    private bool TryUnlink(PendingAnswer one)
    {
        if (!one.IsListed)
        {
            return false;
        }

        one.IsListed = false;
        _count--;
        _first = ReferenceEquals(_first, one) ? one.After : _first;
        one.Before?.After = one.After;
        one.After?.Before = one.Before;
        one.Before = null;
        one.After = null;
        return true;
    }
}
