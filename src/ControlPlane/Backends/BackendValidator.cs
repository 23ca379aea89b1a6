using LbPlatform.ControlPlane.Addresses;
using LbPlatform.ControlPlane.Pools;
using LbPlatform.ControlPlane.Probes;
using LbPlatform.ControlPlane.Resources;

namespace LbPlatform.ControlPlane.Backends;

/// <summary>The rules of a backend. Every value that breaks one is named, with what to write instead. Pure.</summary>
internal static class BackendValidator
{
    /// <summary>The backend that the request asks for; only whole where nothing was added to the errors.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="former">The backend that is to be replaced; <c>null</c> for a new one.</param>
    /// <param name="id">The identity of a new one.</param>
    /// <param name="current">The configuration that it joins.</param>
    /// <param name="surroundings">What its host means, and where the platform itself listens.</param>
    /// <param name="errors">Takes what is wrong; may hold mistakes of type already.</param>
    public static Backend? Read(
        BackendRequest request,
        Backend? former,
        string id,
        ConfigurationSnapshot current,
        Surroundings surroundings,
        List<FieldError> errors
    )
    {
        var url = Url(request.Url, errors);
        var pool = PoolReference.Read(request.Pool ?? Pool.DefaultName, "/pool", current, errors);
        var name = Name(request.Name, former, url, current, errors);
        var rules = new FieldRules(Problems.BadValue, "", errors);
        var wish = rules.Word<AdministrativeState>(
            request.AdministrativeState,
            "administrativeState"
        );
        var state = wish ?? AdministrativeState.Enabled;
        var weight = rules.Number(request.Weight, "weight", 0, Backend.MostWeight);
        var tier = rules.Number(request.Tier, "tier", 0, Backend.LastTier);
        var zone = ZoneRules.Read(request.Zone, rules);
        if (
            url is not null
            && AddressRules.Apply(former, url, state)
            && AddressRules.Refuse(url, current.Settings.Addresses, surroundings) is { } forbidden
        )
        {
            errors.Add(forbidden);
        }

        var probe = Probe(request.Probe, pool, name, current, errors);
        if (url is null || pool is null || name is null)
        {
            return null;
        }

        var backend = new Backend
        {
            Id = former?.Id ?? id,
            Name = name,
            PoolId = pool.Id,
            Url = url,
            AdministrativeState = state,
            Drain = state == AdministrativeState.Draining ? former?.Drain : null,
            Weight = weight ?? Backend.DefaultWeight,
            Tier = tier ?? 0,
            Zone = zone,
            Probe = probe,
            CreatedRevision = former?.CreatedRevision ?? Revision.None,
            CreatedAt = former?.CreatedAt ?? default,
        };
        if (Twin(backend, current) is { } twin)
        {
            errors.Add(
                new(
                    "/url",
                    Problems.Exists,
                    $"'{url}' is already in pool '{pool.Name}' as backend '{twin.Name}'. Change that one, or give another URL."
                )
            );
        }

        return backend;
    }

    /// <summary>Another backend of the pool with the URL.</summary>
    public static Backend? Twin(Backend backend, ConfigurationSnapshot current) =>
        current.Backends.FirstOrDefault(other =>
            other.PoolId == backend.PoolId && other.Url == backend.Url && other.Id != backend.Id
        );

    private static BackendUrl? Url(string? text, List<FieldError> errors)
    {
        if (text is null && errors.Exists(static error => error.Pointer == "/url"))
        {
            return null;
        }

        if (!BackendUrl.TryParse(text, out var url, out var message))
        {
            errors.Add(new("/url", text is null ? Problems.Required : Problems.BadUrl, message));
            return null;
        }

        return url;
    }

    private static ProbeOverrides Probe(
        ProbeRequest? request,
        Pool? pool,
        string? name,
        ConfigurationSnapshot current,
        List<FieldError> errors
    )
    {
        var probe = ProbeValidator.Read(request ?? new(), "/probe", errors);
        var inherited = current.Settings.Probe.With(pool?.Probe ?? ProbeOverrides.None);
        if (
            ProbeValidator.RefuseEffective(
                inherited.With(probe),
                "/probe",
                name is null ? "The backend" : $"'{name}'"
            ) is
            { } refusal
        )
        {
            errors.Add(refusal);
        }

        return probe;
    }

    private static string? Name(
        string? wanted,
        Backend? former,
        BackendUrl? url,
        ConfigurationSnapshot current,
        List<FieldError> errors
    ) =>
        wanted is null
            ? former?.Name ?? Derive(url, current)
            : NameRules.Read(
                wanted,
                former,
                ResourceWords.Backend,
                current.Backends,
                current,
                errors
            );

    private static string? Derive(BackendUrl? url, ConfigurationSnapshot current) =>
        url is null
            ? null
            : ResourceName.MakeUnique(
                ResourceName.From($"{url.Host}-{url.Port}"),
                name =>
                    current.Backends.Find(name) is not null
                    || current.FindUnreadable(ResourceKind.Backend, name) is not null
            );
}
