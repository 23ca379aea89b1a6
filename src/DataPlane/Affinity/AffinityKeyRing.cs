using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Affinity;

/// <summary>The keys of affinity cookies as they hold at a time. Immutable.</summary>
internal sealed class AffinityKeyRing(AffinityKeys keys)
{
    /// <summary>
    /// The key that is signed with: the newest that every data plane knows by now; <c>null</c> where there is none.
    /// </summary>
    public AffinityKey? CurrentAt(DateTimeOffset now)
    {
        for (var at = keys.Keys.Count - 1; at >= 0; at--)
        {
            var key = keys.Keys[at];
            if (at == 0 || key.MadeAt + AffinityKeys.Spread <= now)
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>The key with that number, where cookies signed with it are accepted.</summary>
    public AffinityKey? Find(int number, DateTimeOffset now)
    {
        foreach (var key in keys.Keys)
        {
            if (key.Number == number)
            {
                return key.AcceptedUntil is not { } until || now < until ? key : null;
            }
        }

        return null;
    }
}
