using System.Text;
using LbPlatform.State.Routing;

namespace LbPlatform.DataPlane.Actions;

/// <summary>The same answer for every request. Immutable.</summary>
internal sealed class FixedRouteAnswer(FixedAnswer answer, HeaderEditor? edits) : IRouteAnswer
{
    private readonly byte[] _body = Encoding.UTF8.GetBytes(answer.Body);
    private readonly HeaderEditor? _headers = HeaderEditor.Of(new() { Set = answer.Headers });

    /// <inheritdoc />
    public string Kind => "fixed";

    /// <inheritdoc />
    public Task WriteAsync(HttpContext context, string target)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        var mayHaveBody =
            answer.Status
            is not StatusCodes.Status204NoContent
                and not StatusCodes.Status205ResetContent
                and not StatusCodes.Status304NotModified;
        if (mayHaveBody)
        {
            response.ContentLength = _body.Length;
            if (_body.Length > 0)
            {
                response.ContentType = answer.ContentType;
            }
        }

        _headers?.Apply(response.Headers);
        edits?.Apply(response.Headers);
        return _body.Length == 0 || HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(_body, context.RequestAborted).AsTask();
    }
}
