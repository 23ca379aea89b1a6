using System.Net;
using LbPlatform.DataPlane.Listeners;

namespace LbPlatform.DataPlane.Identity;

/// <summary>Reads off a request who it is from, as far as its listener believes that.</summary>
internal static class IdentityReader
{
    private const string ForwardedField = "Forwarded";
    private const string ForField = "X-Forwarded-For";

    /// <summary>Never throws: what is malformed is not believed.</summary>
    public static RequestIdentity Read(
        IHeaderDictionary fields,
        ClientConnection connection,
        DateTimeOffset now
    )
    {
        var plan = connection.Plan;
        var identity = connection.IsTrustedProxy
            ? ReadTrusted(fields, connection, plan)
            : connection.Identity;
        if (plan.RequestIdField is { } field)
        {
            var said = connection.IsTrustedProxy ? ForwardedValues.RequestId(fields[field]) : null;
            identity = identity with { RequestId = said ?? RequestId.New(now) };
        }

        return
            plan.Trace == TraceMode.Continue
            && (connection.IsTrustedProxy || !plan.TraceOfTrustedOnly)
            && TraceParent.TryRead(fields[TraceParent.Field], out var parent)
            ? identity with
            {
                TraceId = parent.TraceId,
                TraceParent = parent.Continue((ulong)Random.Shared.NextInt64(1, long.MaxValue)),
                TraceState = TraceState.Read(fields[TraceState.Field]),
            }
            : identity;
    }

    private static RequestIdentity ReadTrusted(
        IHeaderDictionary fields,
        ClientConnection connection,
        IdentityPlan plan
    )
    {
        var hasElements = plan.Source == AddressSource.Forwarded;
        var named = ReadChain(fields, plan.Source);
        var client = named.Client ?? connection.Address;
        return new(client, TextOf(client, connection))
        {
            ForwardedFor = TextIf(plan.For, AddressSource.XForwardedFor),
            Forwarded = TextIf(plan.Forwarded, AddressSource.Forwarded),
            Scheme =
                plan.Scheme != ForwardingMode.Append ? null
                : hasElements ? named.Scheme
                : ForwardedValues.Scheme(fields["X-Forwarded-Proto"]),
            Host =
                plan.Host != ForwardingMode.Append ? null
                : hasElements ? named.Host
                : ForwardedValues.Host(fields["X-Forwarded-Host"]),
            Port =
                plan.Port == ForwardingMode.Append
                    ? ForwardedValues.Port(fields["X-Forwarded-Port"])
                    : null,
            Prefix =
                plan.Prefix == ForwardingMode.Append
                    ? ForwardedValues.Prefix(fields["X-Forwarded-Prefix"])
                    : null,
        };

        string TextIf(ForwardingMode mode, AddressSource syntax) =>
            mode != ForwardingMode.Append ? ""
            : syntax == plan.Source ? named.Text
            : ReadChain(fields, syntax).Text;

        ClientChain ReadChain(IHeaderDictionary from, AddressSource syntax)
        {
            var field = from[syntax == AddressSource.Forwarded ? ForwardedField : ForField];
            return ClientChain.Read(field, syntax, connection.Address, plan.Trusted, plan.MostHops);
        }
    }

    private static string TextOf(IPAddress? client, ClientConnection connection) =>
        client is null || client.Equals(connection.Address)
            ? connection.AddressText
            : client.ToString();
}
