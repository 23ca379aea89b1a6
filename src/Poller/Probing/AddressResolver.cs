using System.Collections.Immutable;
using System.Net;
using LbPlatform.State.Addresses;

namespace LbPlatform.Poller.Probing;

/// <summary>
/// Looks up the addresses of a host, each time anew so that a moved name is noticed, and once for each probe: every
/// address of the answer is judged, and only those handed on that a backend may have. A look-up blocks a thread of
/// the system's resolver and cannot be stopped, so their number is bounded and a slow one is left behind.
/// </summary>
/// <param name="lookUp">Asks the system.</param>
/// <param name="watch">What was said of which host.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Says what changes.</param>
internal sealed partial class AddressResolver(
    NameLookUp lookUp,
    AdmissionWatch watch,
    TimeProvider time,
    ILogger<AddressResolver> logger
) : IDisposable
{
    /// <summary>Longest time that a look-up may take before the probe fails.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>Most addresses of one host that are tried.</summary>
    public const int MostAddresses = 8;

    /// <summary>Most look-ups at once.</summary>
    public const int MostLookUps = 32;

    private readonly SemaphoreSlim _turns = new(MostLookUps);

    /// <summary>The host's addresses, at least one, each exactly as it was judged.</summary>
    /// <exception cref="ProbeFailureException">There is none, or not in time, or the policy admits none.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The resolver says so.</exception>
    public async ValueTask<ImmutableArray<IPAddress>> ResolveAsync(
        string host,
        AddressPolicy policy,
        CancellationToken cancellationToken
    )
    {
        var isKnown = HostAddresses.TryKnow(host, out var found);
        found ??= await LookUpInTimeAsync(host, cancellationToken);
        if (found.Length == 0)
        {
            throw new ProbeFailureException(ProbeOutcome.Dns, "the name has no address");
        }

        var admitted = policy.Admit(found, MostAddresses);
        // That a setting leaves one family of localhost is no news.
        if (!isKnown || admitted.IsForbidden || admitted.Refusal is null)
        {
            Say(host, admitted);
        }

        return admitted.IsForbidden
            ? throw new ProbeFailureException(
                ProbeOutcome.Forbidden,
                $"no backend may be there: {admitted.Refusal}"
            )
            : admitted.Addresses;
    }

    public void Dispose() => _turns.Dispose();

    private async Task<IPAddress[]> LookUpInTimeAsync(
        string host,
        CancellationToken cancellationToken
    )
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            timeout.Token,
            cancellationToken
        );
        try
        {
            await _turns.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProbeFailureException(
                ProbeOutcome.Error,
                $"the poller cannot probe: {MostLookUps} look-ups of names are waiting for an answer"
            );
        }

        return await LookUpAsync(host).WaitAsync(either.Token);
    }

    /// <summary>Gives its turn back when the system answers, which may be long after the probe has failed.</summary>
    private async Task<IPAddress[]> LookUpAsync(string host)
    {
        try
        {
            return await lookUp(host, CancellationToken.None);
        }
        finally
        {
            _turns.Release();
        }
    }

    private void Say(string host, AdmittedAddresses admitted)
    {
        switch (watch.Note(host, admitted))
        {
            case Admission.None:
                Log.Forbidden(logger, host, admitted.Refusal);
                break;
            case Admission.Partial:
                Log.PartlyForbidden(logger, host, admitted.Refusal, admitted.Addresses.Length);
                break;
            case Admission.Whole:
                Log.Admitted(logger, host);
                break;
            default:
                // As it was.
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            3092,
            LogLevel.Error,
            "Not probing {Host}: no backend may be there, {Reason}. Point the name to a server of yours, or see GET /settings for what was narrowed"
        )]
        public static partial void Forbidden(ILogger logger, string host, string? reason);

        [LoggerMessage(
            3093,
            LogLevel.Warning,
            "{Host} has an address where no backend may be: {Reason}. Its other addresses are probed ({Count})"
        )]
        public static partial void PartlyForbidden(
            ILogger logger,
            string host,
            string? reason,
            int count
        );

        [LoggerMessage(
            3094,
            LogLevel.Information,
            "{Host} has no forbidden address any more: probing it again"
        )]
        public static partial void Admitted(ILogger logger, string host);
    }
}
