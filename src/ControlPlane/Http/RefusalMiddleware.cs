using Microsoft.AspNetCore.WebUtilities;

namespace LbPlatform.ControlPlane.Http;

/// <summary>Makes a problem of what no handler answered: a fault, an unknown path, a method that is not possible.</summary>
internal sealed partial class RefusalMiddleware(
    RequestDelegate next,
    ILogger<RefusalMiddleware> logger
)
{
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there any more to be answered.
            return;
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            await new ProblemResult(Explain(context, failure)).ExecuteAsync(context);
            return;
        }

        var response = context.Response;
        if (
            response is { HasStarted: false, StatusCode: >= 400, ContentType: null }
            && Explain(context) is { } problem
        )
        {
            await new ProblemResult(problem).ExecuteAsync(context);
        }
    }

    private Problem Explain(HttpContext context, Exception failure)
    {
        switch (failure)
        {
            case StoreUnavailableException:
                return Problem.Of(Problems.Store, failure.Message) with { RetryAfter = StoreRetry };
            case StoreConflictException:
                return Problem.Of(Problems.Unreadable, failure.Message);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return JsonBody.TooLarge(JsonBody.MostBytes);
            case BadHttpRequestException bad:
                return Problem.Of(Problems.BadRequest, $"{bad.Message.TrimEnd('.')}.");
            default:
                Log.Fault(logger, ProblemResult.TraceIdOf(context), failure);
                return Problem.Of(
                    Problems.Internal,
                    "ControlPlane failed on this request; its log has the reason under the trace id."
                );
        }
    }

    private static Problem? Explain(HttpContext context) =>
        context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.Of(
                Problems.NotFound,
                $"There is nothing at '{Shown.Short(context.Request.Path)}'. /swagger shows what there is."
            ),
            StatusCodes.Status405MethodNotAllowed => Problem.Of(
                Problems.Method,
                $"{context.Request.Method} is not possible here. Possible: {context.Response.Headers.Allow}."
            ),
            StatusCodes.Status415UnsupportedMediaType => JsonBody.WrongMediaType(context.Request),
            var status => Problem.Of(
                Problems.BadRequest,
                $"{ReasonPhrases.GetReasonPhrase(status)}."
            ),
        };

    private static partial class Log
    {
        [LoggerMessage(5030, LogLevel.Error, "A request failed, trace {TraceId}")]
        public static partial void Fault(ILogger logger, string traceId, Exception failure);
    }
}
