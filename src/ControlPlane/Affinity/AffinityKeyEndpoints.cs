using LbPlatform.ControlPlane.Changes;

namespace LbPlatform.ControlPlane.Affinity;

/// <summary>/affinity-keys: what affinity cookies are signed with. The first is made with the first pool that asks for cookies.</summary>
internal static class AffinityKeyEndpoints
{
    /// <summary>How long cookies of the keys before are accepted where nothing is said.</summary>
    public static readonly TimeSpan DefaultKeep = TimeSpan.FromDays(1);

    /// <summary>The longest that may be asked for.</summary>
    public static readonly TimeSpan LongestKeep = AffinitySettings.LongestMaxAge;

    public static void MapAffinityKeys(this IEndpointRouteBuilder endpoints)
    {
        var keys = endpoints.MapGroup("/affinity-keys").WithTags("Affinity");
        keys.MapGet("/", List)
            .WithName("ListAffinityKeys")
            .WithSummary("The keys of affinity cookies, oldest first, without their secrets")
            .Produces<Page<AffinityKeyResponse>>();
        keys.MapPost("/", RotateAsync)
            .WithName("RotateAffinityKey")
            .WithSummary(
                "Make a new key of affinity cookies; those before are accepted a while longer"
            )
            .Describe("keep")
            .DescribesWrite()
            .Produces<AffinityKeyResponse>(201);
    }

    private static Answer List(ConfigurationStore store) =>
        new(
            200,
            new Page<AffinityKeyResponse>(
                [.. store.Current.AffinityKeys.Keys.Select(AffinityKeyResponse.Of)],
                null
            )
        );

    private static Task<IResult> RotateAsync(HttpContext context, Committer committer)
    {
        var keep = DefaultKeep;
        return committer.CommitAsync(
            context,
            (draft, _) => EditResult<AffinityKeys>.Accept(draft.RotateAffinityKeys(keep)),
            static (keys, _) => new Answer(201, AffinityKeyResponse.Of(keys.Keys[^1])),
            query => keep = query.Duration("keep", LongestKeep) ?? DefaultKeep
        );
    }
}
