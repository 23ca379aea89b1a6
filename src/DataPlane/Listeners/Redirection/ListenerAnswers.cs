using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Upgrades;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Listeners.Redirection;

/// <summary>What a listener itself says to requests: go to https://, or come by TLS only from now on.</summary>
internal static class ListenerAnswers
{
    /// <summary>Goes first, so that every answer has the field; no step where no listener asks for it.</summary>
    public static void UseStrictTransport(this WebApplication app)
    {
        if (!IsAny(app, static one => one.StrictTransport is not null))
        {
            return;
        }

        app.Use(next =>
            context =>
            {
                if (ClientConnection.Of(context).Listener?.StrictTransport is { } field)
                {
                    SetAtLast(context.Response, field);
                }

                return next(context);
            }
        );
    }

    /// <summary>Before routing's answer; no step of the request path where no listener asks for it.</summary>
    public static void UseListenerAnswers(this WebApplication app)
    {
        if (!IsAny(app, static one => one.Redirect is not null))
        {
            return;
        }

        var accesses = app.Services.GetRequiredService<AccessLog>();
        app.Use(next =>
            context =>
                Find(context) is { } redirect
                    ? AnswerAsync(context, redirect, accesses)
                    : next(context)
        );
    }

    /// <summary>What the request's listener says to it; <c>null</c> where it is served.</summary>
    public static RedirectToHttps? Find(HttpContext context) =>
        ClientConnection.Of(context).Listener?.Redirect is { } redirect
        && Applies(redirect, context)
            ? redirect
            : null;

    /// <summary>Sends the client to https://.</summary>
    public static async Task WriteAsync(HttpContext context, RedirectToHttps redirect)
    {
        var request = context.Request;
        var location = redirect.Locate(
            request.Headers.Host.ToString(),
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            out var fault
        );
        if (location is null)
        {
            await ErrorResponse.WriteAsync(context, ErrorTexts.BadRequest(fault ?? ""));
            return;
        }

        context.Response.StatusCode = redirect.StatusFor(request.Method);
        context.Response.Headers.Location = location;
        context.Response.ContentLength = 0;
    }

    private static bool IsAny(WebApplication app, Func<Listener, bool> asks) =>
        Listener.All(app.Services.GetRequiredService<IOptions<DataPlaneOptions>>().Value).Any(asks);

    private static bool Applies(RedirectToHttps redirect, HttpContext context) =>
        // Neither has a target to go to: the server itself is meant, and CONNECT is refused, unless it asks for a WebSocket
        // (RFC 8441), which must come encrypted like any other request.
        context.Request.Path.HasValue
        && (!HttpMethods.IsConnect(context.Request.Method) || Upgrade.Connect(context).IsAsked)
        && !redirect.IsExempt(context.Request);

    private static async Task AnswerAsync(
        HttpContext context,
        RedirectToHttps redirect,
        AccessLog accesses
    )
    {
        await WriteAsync(context, redirect);
        accesses.Write(context);
    }

    private static void SetAtLast(HttpResponse response, string field) =>
        response.OnStarting(
            static state =>
            {
                var (response, field) = ((HttpResponse, string))state;
                response.Headers.StrictTransportSecurity = field;
                return Task.CompletedTask;
            },
            (response, field)
        );
}
