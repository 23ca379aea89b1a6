using LbPlatform.State.Routing;

namespace LbPlatform.ControlPlane.Routes.Actions;

/// <summary>An answer that needs no backend.</summary>
internal sealed record AnswerRequest
{
    /// <summary>The status, 200 to 599. Default 200.</summary>
    /// <example>403</example>
    public int? Status { get; init; }

    /// <summary>What the body is. Default text/plain; charset=utf-8.</summary>
    /// <example>text/plain; charset=utf-8</example>
    public string? ContentType { get; init; }

    /// <summary>The body, at most 16384 bytes of UTF-8. Default none.</summary>
    /// <example>Closed for today.</example>
    public string? Body { get; init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyList<HeaderRequest>? Headers { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static AnswerRequest Read(ObjectReader source)
    {
        var read = new AnswerRequest
        {
            Status = source.Integer("status", "403"),
            ContentType = source.Text("contentType", "\"text/plain\""),
            Body = source.Text("body", "\"Closed for today.\""),
            Headers = source
                .Objects("headers", "[{\"name\":\"Retry-After\",\"value\":\"60\"}]")
                ?.ConvertAll(HeaderRequest.Read),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set this answer.</summary>
    public static AnswerRequest Of(FixedAnswer answer) =>
        new()
        {
            Status = answer.Status,
            ContentType = answer.ContentType,
            Body = answer.Body,
            Headers = HeaderRequest.Of(answer.Headers),
        };
}
