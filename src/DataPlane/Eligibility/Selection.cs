using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Capacity;

namespace LbPlatform.DataPlane.Eligibility;

/// <summary>How a pool's backends are chosen until the next flip. It decides; who enters the backend is the pool's part.</summary>
/// <param name="Eligible">Who may be chosen.</param>
/// <param name="Picker">The policy's choice among them.</param>
/// <param name="Homes">Whose the clients are that are tied by a hash; <c>null</c> where none are.</param>
internal sealed record Selection(
    EligibleBackends Eligible,
    IPicker Picker,
    ConsistentHash.Lookup? Homes
)
{
    /// <summary>
    /// The backend for the next attempt: the client's own, else the policy's choice; <c>null</c> where no other is eligible.
    /// </summary>
    public BackendState? Choose(in PickRequest request) =>
        request.Session is { } session ? session.Pick(this, request) : Picker.Pick(request);

    /// <summary>
    /// The backend with this id for the next attempt of a client that is tied to it; <c>null</c> where it may not serve or
    /// failed already.
    /// </summary>
    public BackendState? Keep(string backendId, in PickRequest request)
    {
        var position = Eligible.Find(backendId);
        return
            position >= 0 && Eligible.MayKeep(position) && !request.HasTried(Eligible.All[position])
            ? Eligible.All[position]
            : null;
    }

    /// <summary>
    /// The backend for the next attempt of a client that is tied to <paramref name="home"/> by a hash: that one, or another
    /// one where it may not serve or failed already.
    /// </summary>
    public BackendState? PickHome(in PickRequest request, ulong key, out BackendState? home)
    {
        home = Homes?.HomeOf(key);
        return Homes is { } homes ? homes.Pick(new(request.Tried, key)) : Picker.Pick(request);
    }

    /// <summary>
    /// The least busy backend that has room, where the choice is full; <c>null</c> where none has. A full zone spills over
    /// before anybody waits.
    /// </summary>
    public BackendState? SpareFor(in PickRequest request, int most) =>
        (Picker.Zones is { } zones ? SpareRoom.Find(zones.Near, request, most) : null)
        ?? SpareRoom.Find(Eligible, request, most);
}
