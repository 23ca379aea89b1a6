using LbPlatform.DataPlane.Upgrades;
using Microsoft.AspNetCore.Http.Features;

namespace LbPlatform.DataPlane.Strictness;

/// <summary>What a rule may look at: the head of a request as the server has read it.</summary>
internal readonly struct RequestHead(HttpContext context)
{
    /// <summary>The method as the client wrote it.</summary>
    public string Method { get; } = context.Request.Method;

    /// <summary>The version, as in <c>HTTP/1.1</c>.</summary>
    public string Protocol { get; } = context.Request.Protocol;

    /// <summary>The target as the client wrote it.</summary>
    public string Target { get; } =
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    /// <summary>The fields; their values are Latin-1, so that each character is a byte.</summary>
    public IHeaderDictionary Fields { get; } = context.Request.Headers;

    /// <summary>Whether content may follow.</summary>
    public bool HasContent { get; } =
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    /// <summary>Whether it is CONNECT with <c>:protocol</c> (RFC 8441), and whether that protocol is served.</summary>
    public (bool IsAsked, bool IsAllowed) ExtendedConnect => Upgrade.Connect(context);

    /// <summary>Whether it is framed by text, as HTTP/1.0 and HTTP/1.1 are.</summary>
    public bool IsText => HttpProtocol.IsHttp11(Protocol) || IsHttp10;

    /// <summary>Whether it is of HTTP/1.0.</summary>
    public bool IsHttp10 => HttpProtocol.IsHttp10(Protocol);
}
