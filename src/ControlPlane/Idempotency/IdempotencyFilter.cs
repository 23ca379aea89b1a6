using System.Text;

namespace LbPlatform.ControlPlane.Idempotency;

/// <summary>Runs a POST once for all its repetitions with the same key.</summary>
internal sealed class IdempotencyFilter(IdempotencyKeys keys) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        var request = context.HttpContext.Request;
        var key = request.Headers[IdempotencyKeys.Header].ToString();
        if (key.Length == 0)
        {
            return await next(context);
        }

        if (key.Length > IdempotencyKeys.LongestKey || key.Any(static c => c is < ' ' or > '~'))
        {
            return new ProblemResult(
                Problem.Of([
                    new(
                        IdempotencyKeys.Header,
                        Problems.BadHeader,
                        $"A key has at most {IdempotencyKeys.LongestKey} printable ASCII characters."
                    ),
                ])
            );
        }

        var body = await JsonBody.ReadBytesAsync(request, JsonBody.MostBytes);
        if (body is null)
        {
            return new ProblemResult(JsonBody.TooLarge(JsonBody.MostBytes));
        }

        request.Body = new MemoryStream(body, writable: false);
        return await keys.RunAsync(
            key,
            [.. Encoding.UTF8.GetBytes($"{request.Path}{request.QueryString}\n"), .. body],
            async () => (IResult)(await next(context))!
        );
    }
}
