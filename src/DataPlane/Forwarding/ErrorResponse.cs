using System.Text.Json;
using LbPlatform.DataPlane.Identity;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>
/// Writes an answer of our own: the reason as one word in <see cref="ReasonField"/>, the rest for people, or as an
/// RFC 9457 problem for those who accept one.
/// </summary>
internal static class ErrorResponse
{
    /// <summary>The response field that names the reason; no backend's answer has it from us.</summary>
    public const string ReasonField = "X-Lb-Error";

    private const string ProblemType = "application/problem+json";

    /// <summary>
    /// Answers, or, where a response has begun already, breaks the connection: a message that looks complete would lie.
    /// </summary>
    public static async Task WriteAsync(HttpContext context, ErrorAnswer answer)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            context.Abort();
            return;
        }

        response.Clear();
        response.StatusCode = answer.StatusCode;
        response.Headers[ReasonField] = answer.Reason.Word();
        response.Headers.CacheControl = "no-store";
        if (answer.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString();
        }

        if (answer.Limit is { } limit)
        {
            // The names that clients know (draft-ietf-httpapi-ratelimit-headers, up to its 7th edition).
            response.Headers["RateLimit-Limit"] = limit.Requests.ToString();
            response.Headers["RateLimit-Remaining"] = "0";
            response.Headers["RateLimit-Reset"] = response.Headers.RetryAfter;
        }

        if (answer.Closes)
        {
            response.Headers.Connection = "close";
        }

        IdentityFields.Answer(context);
        var id = RequestIdentity.Of(context).RequestId;
        var body = AcceptsProblem(context.Request)
            ? Problem(response, answer, id)
            : Text(response, answer, id);
        response.ContentLength = body.Length;
        // A request that was not read to its end leaves no clean connection behind; the server closes it.
        // Not any spelling of it: only HEAD itself has an answer without content.
        if (context.Request.Method != HttpMethods.Head)
        {
            await response.Body.WriteAsync(body, CancellationToken.None);
        }
    }

    private static byte[] Text(HttpResponse response, ErrorAnswer answer, string? id)
    {
        response.ContentType = "text/plain; charset=utf-8";
        return System.Text.Encoding.UTF8.GetBytes(
            $"{answer.StatusCode} {answer.Reason.Title()}.\n{answer.Detail}\n{(id is null ? "" : $"Request id: {id}\n")}"
        );
    }

    private static byte[] Problem(HttpResponse response, ErrorAnswer answer, string? id)
    {
        response.ContentType = ProblemType;
        var problem = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["type"] = "about:blank",
            ["title"] = answer.Reason.Title(),
            ["status"] = answer.StatusCode,
            ["detail"] = answer.Detail,
            ["code"] = answer.Reason.Word(),
        };
        if (id is not null)
        {
            problem["requestId"] = id;
        }

        return JsonSerializer.SerializeToUtf8Bytes(problem);
    }

    private static bool AcceptsProblem(HttpRequest request)
    {
        foreach (var value in request.Headers.Accept)
        {
            if (
                value is not null
                && (
                    value.Contains(ProblemType, StringComparison.OrdinalIgnoreCase)
                    || value.Contains("application/json", StringComparison.OrdinalIgnoreCase)
                )
            )
            {
                return true;
            }
        }

        return false;
    }
}
