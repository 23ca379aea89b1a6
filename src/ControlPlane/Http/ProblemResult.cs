using System.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace LbPlatform.ControlPlane.Http;

/// <summary>Answers with a problem as RFC 9457 writes it.</summary>
internal sealed class ProblemResult(Problem problem) : IResult
{
    public const string MediaType = "application/problem+json";

    /// <summary>What finds the request in the log.</summary>
    public static string TraceIdOf(HttpContext context) =>
        Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = problem.Kind.Status;
        if (problem.EntityTag is { } tag)
        {
            response.Headers.ETag = tag;
        }

        if (problem.Existing is { } existing)
        {
            response.Headers.Location = existing.Href;
        }

        if (problem.RetryAfter is { } delay)
        {
            response.Headers[HeaderNames.RetryAfter] = $"{Math.Ceiling(delay.TotalSeconds)}";
        }

        var document = new ProblemDocument(
            $"/problems/{problem.Kind.Code}",
            problem.Kind.Title,
            problem.Kind.Status,
            problem.Detail,
            httpContext.Request.Path,
            problem.Kind.Code,
            TraceIdOf(httpContext),
            [
                .. problem.Errors.Select(static error => new ProblemDocument.Error(
                    error.Pointer,
                    error.Kind.Code,
                    error.Message
                )),
            ],
            problem.Existing,
            problem.UsedBy,
            problem.Current
        );
        return response.WriteAsJsonAsync(
            document,
            options: null,
            MediaType,
            httpContext.RequestAborted
        );
    }
}
