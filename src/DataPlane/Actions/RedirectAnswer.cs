using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Identity;
using LbPlatform.State.Routing;

namespace LbPlatform.DataPlane.Actions;

/// <summary>Sends clients elsewhere. Immutable.</summary>
internal sealed class RedirectAnswer(
    RouteRedirect redirect,
    TargetRewriter? rewriter,
    HeaderEditor? edits
) : IRouteAnswer
{
    /// <inheritdoc />
    public string Kind => "redirect";

    /// <inheritdoc />
    public Task WriteAsync(HttpContext context, string target)
    {
        var identity = RequestIdentity.Of(context);
        var location = Locate(
            identity.Scheme ?? context.Request.Scheme,
            identity.Host ?? context.Request.Headers.Host.ToString(),
            target
        );
        if (location is null)
        {
            // A location without host would leave it to the path where the client goes.
            return ErrorResponse.WriteAsync(
                context,
                ErrorTexts.BadRequest(
                    "The request has no Host field that names one host, so there is nowhere to redirect it to."
                )
            );
        }

        var response = context.Response;
        response.StatusCode = redirect.Status;
        response.ContentLength = 0;
        response.Headers.Location = location;
        edits?.Apply(response.Headers);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Where a request goes that came by <paramref name="scheme"/> to <paramref name="host"/>; <c>null</c> where that says
    /// nothing clear and is needed. Pure.
    /// </summary>
    public string? Locate(string scheme, string host, string target)
    {
        if (RequestHost.Read(host) is not { } requested)
        {
            if (redirect.Host is null)
            {
                return null;
            }

            requested = new(redirect.Host, "");
        }

        var port = redirect.Port is { } given
            ? DefaultPort(redirect.Scheme ?? scheme) == given
                ? ""
                : $":{given}"
            : redirect.Scheme is null && redirect.Host is null
                ? requested.Port
                : "";
        return $"{redirect.Scheme ?? scheme}://{redirect.Host ?? requested.Name}{port}{rewriter?.Apply(target) ?? target}";
    }

    private static int DefaultPort(string scheme) => scheme == "https" ? 443 : 80;
}
