using LbPlatform.State.Routing;

namespace LbPlatform.ControlPlane.Routes.Actions;

/// <summary>Edits of headers: first what is removed, then what is set, then what is added; at most 32 of each.</summary>
internal sealed record HeaderEditsRequest
{
    /// <summary>Names of headers that are left out.</summary>
    /// <example>["Server"]</example>
    public IReadOnlyList<string>? Remove { get; init; }

    /// <summary>Headers that have this value alone, whatever they had.</summary>
    public IReadOnlyList<HeaderRequest>? Set { get; init; }

    /// <summary>Headers that have this value beside those that they had.</summary>
    public IReadOnlyList<HeaderRequest>? Add { get; init; }

    /// <summary>Reads the fields, noting what has the wrong type or is unknown.</summary>
    public static HeaderEditsRequest Read(ObjectReader source)
    {
        const string Fields = "[{\"name\":\"X-Tier\",\"value\":\"beta\"}]";
        var read = new HeaderEditsRequest
        {
            Remove = source.Texts("remove", "[\"Server\"]"),
            Set = source.Objects("set", Fields)?.ConvertAll(HeaderRequest.Read),
            Add = source.Objects("add", Fields)?.ConvertAll(HeaderRequest.Read),
        };
        source.RefuseOthers();
        return read;
    }

    /// <summary>The request that would set these edits; <c>null</c> for none.</summary>
    public static HeaderEditsRequest? Of(HeaderEdits edits) =>
        edits == HeaderEdits.None
            ? null
            : new()
            {
                Remove = edits.Remove.Count == 0 ? null : edits.Remove,
                Set = HeaderRequest.Of(edits.Set),
                Add = HeaderRequest.Of(edits.Add),
            };
}
