using System.Text;

namespace LbPlatform.State.Routing;

/// <summary>What redirects and fixed answers may be. Pure.</summary>
internal static class AnswerRules
{
    public static void Check(RouteRedirect redirect, RouteMatch match, List<RouteProblem> problems)
    {
        if (redirect.Status is not (301 or 302 or 303 or 307 or 308))
        {
            problems.Add(new("/action/redirect/status", "It must be 301, 302, 303, 307 or 308."));
        }

        if (redirect.Scheme is not (null or "http" or "https"))
        {
            problems.Add(new("/action/redirect/scheme", "It must be http or https."));
        }

        if (redirect.Host is not null && RouteHostRules.RefuseHost(redirect.Host) is { } host)
        {
            problems.Add(new("/action/redirect/host", $"The host: {host}."));
        }

        if (redirect.Port is { } port && !RouteHostRules.IsPort(port))
        {
            problems.Add(new("/action/redirect/port", "It must be 1 to 65535."));
        }

        Check(redirect.Path, match, "/action/redirect/path", problems);
        if (redirect is { Scheme: null, Host: null, Port: null, Path: null })
        {
            problems.Add(
                new(
                    "/action/redirect",
                    "It leads back to where it came from; name another scheme, host, port or path."
                )
            );
        }
    }

    public static void Check(FixedAnswer answer, List<RouteProblem> problems)
    {
        if (answer.Status is < 200 or > 599)
        {
            problems.Add(new("/action/answer/status", "It must be 200 to 599."));
        }

        if (answer.Status is 204 or 205 or 304 && answer.Body is { Length: > 0 })
        {
            problems.Add(
                new("/action/answer/body", $"An answer with status {answer.Status} has no body.")
            );
        }

        if (
            answer.Body is null
            || Encoding.UTF8.GetByteCount(answer.Body) > RouteBounds.LargestBody
        )
        {
            problems.Add(
                new(
                    "/action/answer/body",
                    $"It has at most {RouteBounds.LargestBody} bytes; put larger ones on a backend."
                )
            );
        }

        if (string.IsNullOrEmpty(answer.ContentType) || !HeaderRules.IsValue(answer.ContentType))
        {
            problems.Add(
                new("/action/answer/contentType", "It must be a media type, such as text/plain.")
            );
        }

        EditRules.Check(answer.Headers, "/action/answer/headers", problems);
        for (var at = 0; at < answer.Headers.Count; at++)
        {
            if ("Content-Type".Equals(answer.Headers[at].Name, StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(
                    new($"/action/answer/headers/{at}/name", "contentType sets Content-Type.")
                );
            }
        }
    }

    public static void Check(
        PathRewrite? rewrite,
        RouteMatch match,
        string pointer,
        List<RouteProblem> problems
    )
    {
        if (rewrite is null)
        {
            return;
        }

        if (rewrite.Prefix is null == rewrite.Full is null)
        {
            problems.Add(new(pointer, "Give either prefix or full."));
        }

        if (rewrite.Prefix is not null && match.PathKind != PathKind.Prefix)
        {
            problems.Add(
                new(
                    $"{pointer}/prefix",
                    "Only a route that matches a prefix can replace it; give full."
                )
            );
        }

        if (rewrite.Prefix is not null && PathRules.RefuseRewrite(rewrite.Prefix) is { } prefix)
        {
            problems.Add(new($"{pointer}/prefix", $"The path: {prefix}."));
        }

        if (rewrite.Full is not null && PathRules.RefuseRewrite(rewrite.Full) is { } full)
        {
            problems.Add(new($"{pointer}/full", $"The path: {full}."));
        }
    }
}
