using System.Collections.Immutable;

namespace LbPlatform.ControlPlane.Http;

/// <summary>An answer that is no refusal.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">What is answered; <c>null</c> for an answer without body.</param>
internal sealed record Answer(int Status, object? Body) : IResult
{
    private readonly byte[]? _bytes = Body is null ? null : ApiJson.ToBytes(Body);

    /// <summary>The resource's revision, the part of its entity tag that a change may expect.</summary>
    public Revision? Tag { get; init; }

    /// <summary>The entity tag: of the revision and of everything that the answer shows.</summary>
    public string? EntityTag =>
        Tag is { } revision && _bytes is not null ? EntityTags.Of(revision, _bytes) : null;

    /// <summary>Further headers: what a repetition of the request must be told as well.</summary>
    public ImmutableDictionary<string, string> Headers { get; init; } =
        ImmutableDictionary<string, string>.Empty;

    /// <summary>Where a new resource is.</summary>
    public string? Location { get; init; }

    /// <summary>Whether nothing was done, because only a rehearsal was asked for.</summary>
    public bool IsRehearsal { get; private init; }

    /// <summary>Whether the reader has the body.</summary>
    private bool IsKnown { get; init; }

    /// <summary>The answer of a dry run: nothing is created, and no revision carries it.</summary>
    public Answer Rehearsed() =>
        this with
        {
            Status = Status == StatusCodes.Status201Created ? StatusCodes.Status200OK : Status,
            Location = null,
            Tag = null,
            IsRehearsal = true,
        };

    /// <summary>The answer with one more header.</summary>
    public Answer With(string header, string value) =>
        this with
        {
            Headers = Headers.SetItem(header, value),
        };

    /// <summary>The answer to a reader that has it already.</summary>
    public Answer AsNotModified() =>
        this with
        {
            Status = StatusCodes.Status304NotModified,
            IsKnown = true,
        };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (EntityTag is { } tag)
        {
            response.Headers.ETag = tag;
        }

        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        if (Location is not null)
        {
            response.Headers.Location = Location;
        }

        if (_bytes is null || IsKnown)
        {
            return Task.CompletedTask;
        }

        response.ContentType = ApiJson.MediaType;
        response.ContentLength = _bytes.Length;
        return response.Body.WriteAsync(_bytes, httpContext.RequestAborted).AsTask();
    }
}
