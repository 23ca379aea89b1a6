using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Capacity;

/// <summary>Where a request goes whose backend is full.</summary>
internal static class SpareRoom
{
    /// <summary>The least busy one that has room, entered; <c>null</c> where none has.</summary>
    public static BackendState? Enter(EligibleBackends eligible, in PickRequest request, int most)
    {
        BackendState? spare = null;
        foreach (var member in eligible.Members)
        {
            if (
                member.HasRoom(most)
                && !request.HasTried(member)
                && !(spare?.InFlight <= member.InFlight)
            )
            {
                spare = member;
            }
        }

        // Another request may have been quicker; then this one waits its turn.
        return spare?.TryEnter(most) == true ? spare : null;
    }
}
