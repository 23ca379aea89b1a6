using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Identity;

/// <summary>What a listener says of its clients to backends, and whom it believes; compiled once. Immutable.</summary>
internal sealed class IdentityPlan
{
    /// <summary>Where nothing is set.</summary>
    public static readonly IdentityPlan Default = Of(new());

    private readonly HashSet<string>? _replaced;

    private IdentityPlan(IdentityOptions options)
    {
        Trusted = NetworkList.Of(options.TrustedProxies);
        Source = options.Source;
        MostHops = options.MostHops;
        For = options.ForwardedFor;
        Scheme = options.ForwardedProto;
        Host = options.ForwardedHost;
        Port = options.ForwardedPort;
        Prefix = options.ForwardedPrefix;
        Forwarded = options.Forwarded;
        By = options.ForwardedBy;
        RequestIdField = options.RequestId ? options.RequestIdField : null;
        Trace = options.Trace;
        TraceOfTrustedOnly = options.TraceOfTrustedOnly;
        _replaced = Replaced();
    }

    public NetworkList Trusted { get; }

    public AddressSource Source { get; }

    public int MostHops { get; }

    public ForwardingMode For { get; }

    public ForwardingMode Scheme { get; }

    public ForwardingMode Host { get; }

    public ForwardingMode Port { get; }

    public ForwardingMode Prefix { get; }

    public ForwardingMode Forwarded { get; }

    /// <summary>Who we are in <c>Forwarded</c>; empty where nothing is said.</summary>
    public string By { get; }

    /// <summary>The field of the request's id; <c>null</c> where there is none.</summary>
    public string? RequestIdField { get; }

    public TraceMode Trace { get; }

    public bool TraceOfTrustedOnly { get; }

    /// <summary>Whether each request has something of its own, beside its connection's address.</summary>
    public bool IsPerRequest => RequestIdField is not null || Trace == TraceMode.Continue;

    /// <summary>Compiles <paramref name="options"/>, which were found good.</summary>
    public static IdentityPlan Of(IdentityOptions options) => new(options);

    /// <summary>Whether a client's field with this name goes no further, because only we may say what it says.</summary>
    public bool Replaces(string name) =>
        FieldNames.AreForwarding(name) || (_replaced is not null && _replaced.Contains(name));

    private HashSet<string>? Replaced()
    {
        var names = new HashSet<string>(FieldNames.Lax);
        if (RequestIdField is { } id)
        {
            names.Add(id);
        }

        if (Trace != TraceMode.PassThrough)
        {
            names.Add(TraceParent.Field);
            names.Add(TraceState.Field);
        }

        return names.Count == 0 ? null : names;
    }
}
