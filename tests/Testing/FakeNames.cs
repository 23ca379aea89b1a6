using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LbPlatform.Testing;

/// <summary>
/// A name server of the test's own, which may answer each question otherwise than the one before, as those do that
/// rebind a name between the check and the connection.
/// </summary>
public sealed class FakeNames
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<IPAddress[]>> _answers = new(
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Every name that was asked for, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>The name has these addresses from now on.</summary>
    public FakeNames Set(string host, params string[] addresses) => Then(host, true, addresses);

    /// <summary>The name has these addresses once it was asked for as often as was said before.</summary>
    public FakeNames Then(string host, params string[] addresses) => Then(host, false, addresses);

    /// <summary>Answers as the system's resolver does; the last answer is given for ever.</summary>
    public Task<IPAddress[]> LookUpAsync(string host, CancellationToken cancellationToken)
    {
        Asked.Enqueue(host);
        if (
            !_answers.TryGetValue(host, out var answers)
            || !(answers.Count > 1 ? answers.TryDequeue(out var next) : answers.TryPeek(out next))
        )
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        return Task.FromResult(next);
    }

    private FakeNames Then(string host, bool isAnew, string[] addresses)
    {
        var answers = isAnew ? new() : _answers.GetOrAdd(host, static _ => new());
        answers.Enqueue([.. addresses.Select(IPAddress.Parse)]);
        _answers[host] = answers;
        return this;
    }
}
