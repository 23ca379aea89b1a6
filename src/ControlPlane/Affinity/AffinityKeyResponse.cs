namespace LbPlatform.ControlPlane.Affinity;

/// <summary>A key that affinity cookies are signed with; never the secret itself.</summary>
/// <param name="Number">What cookies name it by.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="SignsFrom">When data planes begin to sign with it: all of them know it by then.</param>
/// <param name="AcceptedUntil">Until when cookies signed with it are accepted; absent for the newest.</param>
internal sealed record AffinityKeyResponse(
    int Number,
    DateTimeOffset MadeAt,
    DateTimeOffset SignsFrom,
    DateTimeOffset? AcceptedUntil
)
{
    public static AffinityKeyResponse Of(AffinityKey key) =>
        new(
            key.Number,
            key.MadeAt,
            key.Number == 1 ? key.MadeAt : key.MadeAt + AffinityKeys.Spread,
            key.AcceptedUntil
        );
}
