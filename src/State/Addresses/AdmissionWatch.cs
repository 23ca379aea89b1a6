using System.Collections.Concurrent;

namespace LbPlatform.State.Addresses;

/// <summary>
/// Knows what was said of each host last, so that a name that turns to a forbidden address is one line in the log, and
/// not one for each connection. Safe for concurrent use.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class AdmissionWatch(TimeProvider time)
{
    /// <summary>Hosts that are told apart; past it all are forgotten, and what is still so is said anew.</summary>
    public const int MostHosts = 4096;

    /// <summary>Least time between two lines on one host, whose name server may change its mind with every answer.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Told> _told = new(
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>
    /// Takes in what an answer left of a host's addresses; the admission, where that is to be said now, else
    /// <c>null</c>. A host of which nothing was ever refused is no news, and costs nothing.
    /// </summary>
    public Admission? Note(string host, AdmittedAddresses found)
    {
        var now =
            found.Refusal is null ? Admission.Whole
            : found.IsForbidden ? Admission.None
            : Admission.Partial;
        if (!_told.TryGetValue(host, out var told))
        {
            return now != Admission.Whole && TryAdd(host, now) ? now : null;
        }

        return
            told.Admission != now
            && time.GetElapsedTime(told.At) >= Interval
            && _told.TryUpdate(host, new(now, time.GetTimestamp()), told)
            ? now
            : null;
    }

    private bool TryAdd(string host, Admission now)
    {
        if (_told.Count >= MostHosts)
        {
            _told.Clear();
        }

        return _told.TryAdd(host, new(now, time.GetTimestamp()));
    }

    private readonly record struct Told(Admission Admission, long At);
}
