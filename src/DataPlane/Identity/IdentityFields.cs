using System.Net;
using LbPlatform.DataPlane.Listeners;

namespace LbPlatform.DataPlane.Identity;

/// <summary>Writes who the client is into a request for a backend, as the listener's plan says.</summary>
internal static class IdentityFields
{
    /// <summary>Adds the fields; those of the same names that came are gone already.</summary>
    public static void Write(
        HttpContext context,
        ClientConnection connection,
        System.Net.Http.Headers.HttpRequestHeaders fields
    )
    {
        var plan = connection.Plan;
        var identity = RequestIdentity.Of(context, connection);
        if (plan.For != ForwardingMode.Remove)
        {
            Add("X-Forwarded-For", Chain(identity.ForwardedFor, identity, connection));
        }

        if (plan.Scheme != ForwardingMode.Remove)
        {
            Add("X-Forwarded-Proto", identity.Scheme ?? context.Request.Scheme);
        }

        var host = identity.Host ?? context.Request.Headers.Host.ToString();
        if (plan.Host != ForwardingMode.Remove && host.Length > 0)
        {
            Add("X-Forwarded-Host", host);
        }

        if (plan.Port != ForwardingMode.Remove)
        {
            Add("X-Forwarded-Port", identity.Port ?? PortOf(context));
        }

        if (identity.Prefix is { } prefix)
        {
            Add("X-Forwarded-Prefix", prefix);
        }

        if (plan.Forwarded != ForwardingMode.Remove)
        {
            Add("Forwarded", Element(context, host, identity, connection));
        }

        if (identity.RequestId is { } id && plan.RequestIdField is { } field)
        {
            Add(field, id);
        }

        if (identity.TraceParent is { } parent)
        {
            Add(TraceParent.Field, parent);
            if (identity.TraceState is { } state)
            {
                Add(TraceState.Field, state);
            }
        }

        void Add(string name, string value) => fields.TryAddWithoutValidation(name, value);
    }

    /// <summary>Tells the client the request's id, where it has one. A backend's own in that field is replaced.</summary>
    public static void Answer(HttpContext context)
    {
        var connection = ClientConnection.Of(context);
        if (connection.Plan.RequestIdField is { } field)
        {
            context.Response.Headers[field] = RequestIdentity.Of(context, connection).RequestId;
        }
    }

    private static string Chain(
        string before,
        RequestIdentity identity,
        ClientConnection connection
    ) => before.Length == 0 ? identity.ClientText : $"{before}, {connection.AddressText}";

    private static string Element(
        HttpContext context,
        string host,
        RequestIdentity identity,
        ClientConnection connection
    )
    {
        var isAppended = identity.Forwarded.Length > 0;
        var node = isAppended
            ? ForwardedElement.Write(connection.Address, connection.AddressText)
            : ForwardedElement.Write(identity.ClientAddress, identity.ClientText);
        // Appended it speaks of the hop from the peer to us; alone it speaks of the client.
        var scheme = isAppended
            ? context.Request.Scheme
            : identity.Scheme ?? context.Request.Scheme;
        var asked = isAppended ? context.Request.Headers.Host.ToString() : host;
        var by = By(context, connection.Plan.By);
        var element =
            $"for={node}{(by.Length > 0 ? $";by={by}" : "")}{(asked.Length > 0 ? $";host={ForwardedElement.Write(asked)}" : "")};proto={scheme}";
        return isAppended ? $"{identity.Forwarded}, {element}" : element;
    }

    private static string By(HttpContext context, string by)
    {
        if (!by.Equals(IdentityOptionsRules.ByAddress, StringComparison.OrdinalIgnoreCase))
        {
            return by;
        }

        var address = context.Connection.LocalIpAddress;
        return address is null
            ? ""
            : $"\"{new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, context.Connection.LocalPort)}\"";
    }

    private static string PortOf(HttpContext context) =>
        context.Connection.LocalPort.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
