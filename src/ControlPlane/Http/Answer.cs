namespace LbPlatform.ControlPlane.Http;

/// <summary>An answer that is no refusal.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">What is answered; <c>null</c> for an answer without body.</param>
internal sealed record Answer(int Status, object? Body) : IResult
{
    /// <summary>The resource's revision, which becomes its entity tag.</summary>
    public Revision? Tag { get; init; }

    /// <summary>Where a new resource is.</summary>
    public string? Location { get; init; }

    /// <summary>Whether nothing was done, because only a rehearsal was asked for.</summary>
    public bool IsRehearsal { get; private init; }

    /// <summary>The answer of a dry run: nothing is created, and no revision carries it.</summary>
    public Answer Rehearsed() =>
        this with
        {
            Status = Status == StatusCodes.Status201Created ? StatusCodes.Status200OK : Status,
            Location = null,
            Tag = null,
            IsRehearsal = true,
        };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (Tag is { } tag)
        {
            response.Headers.ETag = EntityTags.Of(tag);
        }

        if (Location is not null)
        {
            response.Headers.Location = Location;
        }

        return Body is null
            ? Task.CompletedTask
            : response.WriteAsJsonAsync(Body, Body.GetType(), httpContext.RequestAborted);
    }
}
