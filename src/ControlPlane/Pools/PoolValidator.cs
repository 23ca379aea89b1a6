using LbPlatform.ControlPlane.Affinity;
using LbPlatform.ControlPlane.Balancing;
using LbPlatform.ControlPlane.Probes;
using LbPlatform.ControlPlane.Resilience;
using LbPlatform.ControlPlane.Resources;
using LbPlatform.ControlPlane.Transport;

namespace LbPlatform.ControlPlane.Pools;

/// <summary>The rules of a pool. Every value that breaks one is named, with what to write instead. Pure.</summary>
internal static class PoolValidator
{
    /// <summary>The pool that the request asks for; only whole where nothing was added to the errors.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="former">The pool that is to be replaced; <c>null</c> for a new one.</param>
    /// <param name="id">The identity of a new one.</param>
    /// <param name="current">The configuration that it joins.</param>
    /// <param name="errors">Takes what is wrong; may hold mistakes of type already.</param>
    public static Pool? Read(
        PoolRequest request,
        Pool? former,
        string id,
        ConfigurationSnapshot current,
        List<FieldError> errors
    )
    {
        var name = Name(request.Name, former, current, errors);
        var pool = new Pool
        {
            Id = former?.Id ?? id,
            Name = name ?? "",
            Probe = ProbeValidator.Read(request.Probe ?? new(), "/probe", errors),
            Balancing = BalancingValidator.Read(request.Balancing ?? new(), "/balancing", errors),
            Affinity = AffinityValidator.Read(request.Affinity ?? new(), "/affinity", errors),
            DrainTimeout =
                new FieldRules(Problems.BadValue, "", errors).Duration(
                    request.DrainTimeout,
                    "drainTimeout",
                    TimeSpan.Zero,
                    BackendDrain.LongestTimeout
                ) ?? Pool.DefaultDrainTimeout,
            Resilience = ResilienceValidator.Read(
                request.Resilience ?? new(),
                "/resilience",
                errors
            ),
            Transport = TransportValidator.Read(request.Transport ?? new(), "/transport", errors),
            CreatedRevision = former?.CreatedRevision ?? Revision.None,
            CreatedAt = former?.CreatedAt ?? default,
        };
        if (errors.Count == 0)
        {
            EffectiveProbes.Check(current with { Pools = current.Pools.Put(pool) }, errors);
        }

        return name is null ? null : pool;
    }

    private static string? Name(
        string? wanted,
        Pool? former,
        ConfigurationSnapshot current,
        List<FieldError> errors
    )
    {
        if (former?.Name == Pool.DefaultName && wanted is not (null or Pool.DefaultName))
        {
            errors.Add(
                new(
                    "/name",
                    Problems.Permanent,
                    $"Pool '{Pool.DefaultName}' keeps its name: backends that name no pool go there. Add another pool with POST /pools, and move the backends."
                )
            );
            return Pool.DefaultName;
        }

        return NameRules.Read(wanted, former, ResourceWords.Pool, current.Pools, current, errors);
    }
}
