using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Capacity;

/// <summary>Where a request goes whose backend is full.</summary>
internal static class SpareRoom
{
    /// <summary>The least busy one that has room; <c>null</c> where none has.</summary>
    public static BackendState? Find(EligibleBackends eligible, in PickRequest request, int most)
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

        return spare;
    }
}
