using System.Security.Cryptography;

namespace LbPlatform.ControlPlane.Idempotency;

/// <summary>
/// Answers a repeated POST with the first answer, so that a writer who never saw it may safely send again. In memory:
/// after a restart of ControlPlane a repetition is a new request, and meets its own result as a duplicate.
/// </summary>
internal sealed class IdempotencyKeys(TimeProvider time)
{
    public const string Header = "Idempotency-Key";

    /// <summary>Marks an answer that was made for an earlier request with the key.</summary>
    public const string ReplayedHeader = "Idempotent-Replayed";

    /// <summary>Longest key, in characters.</summary>
    public const int LongestKey = 255;

    /// <summary>Keys that are remembered at most; beyond, the oldest answered one is forgotten.</summary>
    public const int MostKeys = 10_000;

    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan RememberedFor = TimeSpan.FromHours(24);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Queue<Entry> _byAge = new();

    /// <summary>
    /// Runs the request, unless one with its key was answered (the same answer again) or is being answered, or the key
    /// is another request's.
    /// </summary>
    /// <param name="key">The writer's key.</param>
    /// <param name="request">Everything that makes the request what it is.</param>
    /// <param name="run">Makes the answer. A refusal or a dry run is not remembered: mended or meant, the request may use its key again.</param>
    public async Task<IResult> RunAsync(string key, byte[] request, Func<Task<IResult>> run)
    {
        var entry = new Entry(key, SHA256.HashData(request), time.GetUtcNow());
        if (Meet(entry) is { } known)
        {
            return known;
        }

        try
        {
            return entry.Answer = await run();
        }
        finally
        {
            if (entry.Answer is not Answer { IsRehearsal: false })
            {
                Forget(entry);
            }
        }
    }

    /// <summary>Remembers a key that is new; answers for one that is not.</summary>
    private IResult? Meet(Entry entry)
    {
        lock (_lock)
        {
            while (
                _byAge.TryPeek(out var oldest)
                && (
                    _byAge.Count >= MostKeys
                    || oldest.At + RememberedFor <= entry.At
                    || _entries.GetValueOrDefault(oldest.Key) != oldest
                )
            )
            {
                _byAge.Dequeue();
                Remove(oldest);
            }

            if (_entries.TryAdd(entry.Key, entry))
            {
                _byAge.Enqueue(entry);
                return null;
            }

            return Repeat(_entries[entry.Key], entry);
        }
    }

    private static IResult Repeat(Entry first, Entry again) =>
        (first.Hash.AsSpan().SequenceEqual(again.Hash), first.Answer) switch
        {
            (false, _) => new ProblemResult(
                Problem.Of(
                    Problems.KeyReused,
                    $"The {Header} '{Shown.Short(again.Key)}' was sent with another request. Use a new key for a new request."
                )
            ),
            (true, null) => new ProblemResult(
                Problem.Of(
                    Problems.InFlight,
                    $"The request with this {Header} is still being answered. Send it again in a moment."
                ) with
                {
                    RetryAfter = TimeSpan.FromSeconds(1),
                }
            ),
            (true, Answer answer) => answer.With(ReplayedHeader, "true"),
            (true, { } answer) => answer,
        };

    private void Forget(Entry entry)
    {
        lock (_lock)
        {
            Remove(entry);
        }
    }

    private void Remove(Entry entry)
    {
        if (_entries.GetValueOrDefault(entry.Key) == entry)
        {
            _entries.Remove(entry.Key);
        }
    }

    private sealed class Entry(string key, byte[] hash, DateTimeOffset at)
    {
        public string Key { get; } = key;

        public byte[] Hash { get; } = hash;

        public DateTimeOffset At { get; } = at;

        public volatile IResult? Answer;
    }
}
