using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Affinity;

/// <summary>How clients of one pool stay with their backend. Immutable; safe for concurrent use.</summary>
internal abstract class PoolAffinity(AffinitySettings settings)
{
    /// <summary>What it was made from.</summary>
    public AffinitySettings Settings => settings;

    /// <summary>Whether backends are found by a hash, for which a table of them is kept.</summary>
    public virtual bool IsHashed => false;

    /// <summary>That of a pool; <c>null</c> where its clients are not tied.</summary>
    public static PoolAffinity? Of(Pool pool, AffinityKeys keys) =>
        pool.Affinity.Kind switch
        {
            AffinityKind.None => null,
            AffinityKind.Cookie => new CookieAffinity(
                pool.Affinity,
                pool.Id,
                new AffinityKeyRing(keys)
            ),
            AffinityKind.Header => new HashAffinity(pool.Affinity),
            AffinityKind.Source => new HashAffinity(pool.Affinity),
            var unknown => throw new ArgumentOutOfRangeException(nameof(pool), unknown, null),
        };

    /// <summary>The tie of a request; <c>null</c> where it brings nothing to be known by and gets nothing.</summary>
    public abstract Session? Begin(HttpContext context, TimeProvider time);
}
