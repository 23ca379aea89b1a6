using System.Net;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.State.Explanations;
using Microsoft.AspNetCore.Http.Features;

namespace LbPlatform.DataPlane.Explanations;

/// <summary>
/// A request as the server would have read it, HTTP/1.1 and without a body, on a connection of one of our listeners. What it is
/// answered goes nowhere.
/// </summary>
internal static class MadeUpRequest
{
    /// <summary>The request that is <paramref name="asked"/> about, which breaks none of <see cref="ExplainRules"/>.</summary>
    public static DefaultHttpContext Of(ExplainRequest asked, Listener listener)
    {
        var context = new DefaultHttpContext();
        var client = IPAddress.Parse(asked.Client);
        var request = context.Request;
        request.Protocol = HttpProtocol.Http11;
        request.Method = asked.Method;
        request.Scheme = listener.IsHttps ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        foreach (var (name, value) in asked.Headers)
        {
            request.Headers[name] = value;
        }

        request.Headers.Host = asked.Host;
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = asked.Path;
        request.Path = PathOf(asked.Path);
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new Body(request.Headers));
        context.Connection.RemoteIpAddress = client;
        context.Connection.LocalIpAddress = listener.Address;
        context.Connection.LocalPort = listener.Port;
        context.Features.Set(new ClientConnection(listener, client));
        return context;
    }

    /// <summary>The decoded path; empty where the server itself is asked (<c>*</c>).</summary>
    private static PathString PathOf(string target)
    {
        if (target == "*")
        {
            return default;
        }

        var path = RequestTarget.WithoutQuery(RequestTarget.Of(target)).ToString();
        // The server does not decode a NUL, and the rules refuse it before anybody looks at the path.
        return path.Contains("%00", StringComparison.Ordinal)
            ? "/"
            : PathString.FromUriComponent(path);
    }

    private sealed class Body(IHeaderDictionary fields) : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => fields.ContentLength > 0 || fields.TransferEncoding.Count > 0;
    }
}
