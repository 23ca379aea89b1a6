using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Forwarding;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Listeners.Redirection;

/// <summary>What a listener itself says to requests: go to https://, or come by TLS only from now on.</summary>
internal static class ListenerAnswers
{
    /// <summary>Before routing's answer; no step of the request path where no listener asks for it.</summary>
    public static void UseListenerAnswers(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<DataPlaneOptions>>().Value;
        if (
            !Listener
                .All(options)
                .Any(static one => one.Redirect is not null || one.StrictTransport is not null)
        )
        {
            return;
        }

        var accesses = app.Services.GetRequiredService<AccessLog>();
        app.Use(next =>
            context =>
            {
                var listener = ClientConnection.Of(context).Listener;
                if (listener?.StrictTransport is { } field)
                {
                    SetAtLast(context.Response, field);
                }

                return listener?.Redirect is { } redirect && Applies(redirect, context)
                    ? AnswerAsync(context, redirect, accesses)
                    : next(context);
            }
        );
    }

    private static bool Applies(RedirectToHttps redirect, HttpContext context) =>
        // Neither has a target to go to: the server itself is meant, and CONNECT is refused.
        context.Request.Path.HasValue
        && !HttpMethods.IsConnect(context.Request.Method)
        && !redirect.IsExempt(context.Request);

    private static async Task AnswerAsync(
        HttpContext context,
        RedirectToHttps redirect,
        AccessLog accesses
    )
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
        }
        else
        {
            context.Response.StatusCode = redirect.StatusFor(request.Method);
            context.Response.Headers.Location = location;
            context.Response.ContentLength = 0;
        }

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
