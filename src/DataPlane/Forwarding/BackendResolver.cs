using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using LbPlatform.State.Addresses;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// Finds the addresses to connect to: one look-up for each connection, every address of its answer judged, and only
/// those handed on. Whoever rules a backend's name cannot turn our connections to the machine's surroundings by it.
/// </summary>
/// <param name="lookUp">Asks the system.</param>
/// <param name="watch">What was said of which host.</param>
/// <param name="logger">Says what changes.</param>
internal sealed partial class BackendResolver(
    NameLookUp lookUp,
    AdmissionWatch watch,
    ILogger<BackendResolver> logger
)
{
    /// <summary>Addresses of one name that are tried.</summary>
    public const int MostAddresses = 8;

    /// <summary>The addresses, at least one, each exactly as it was judged.</summary>
    /// <exception cref="BackendConnectException">The policy admits none of them.</exception>
    /// <exception cref="SocketException">The name has none.</exception>
    public async ValueTask<ImmutableArray<IPAddress>> ResolveAsync(
        string host,
        AddressPolicy policy,
        CancellationToken cancellationToken
    )
    {
        var isKnown = HostAddresses.TryKnow(host, out var found);
        found ??= await lookUp(host, cancellationToken);
        if (found.Length == 0)
        {
            throw new SocketException((int)SocketError.NoData);
        }

        var admitted = policy.Admit(found, MostAddresses);
        // That a setting leaves one family of localhost is no news.
        if (!isKnown || admitted.IsForbidden || admitted.Refusal is null)
        {
            Say(host, admitted);
        }

        return admitted.IsForbidden
            ? throw new BackendConnectException(ConnectFault.Forbidden, $"{admitted.Refusal}")
            : admitted.Addresses;
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
            4128,
            LogLevel.Error,
            "Not connecting to {Host}: no backend may be there, {Reason}. Point the name to a server of yours, or see GET /settings for what was narrowed"
        )]
        public static partial void Forbidden(ILogger logger, string host, string? reason);

        [LoggerMessage(
            4129,
            LogLevel.Warning,
            "{Host} has an address where no backend may be: {Reason}. Its other addresses are used ({Count})"
        )]
        public static partial void PartlyForbidden(
            ILogger logger,
            string host,
            string? reason,
            int count
        );

        [LoggerMessage(
            4130,
            LogLevel.Information,
            "{Host} has no forbidden address any more: connecting to it again"
        )]
        public static partial void Admitted(ILogger logger, string host);
    }
}
