using LbPlatform.ControlPlane.Addresses;
using LbPlatform.ControlPlane.Probes;

namespace LbPlatform.ControlPlane.Backends;

/// <summary>The rules of a backend. Every value that breaks one is named, with what to write instead. Pure.</summary>
internal static class BackendValidator
{
    private static readonly string[] States =
    [
        .. Enum.GetNames<AdministrativeState>().Select(static name => name.ToLowerInvariant()),
    ];

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
        var pool = FindPool(request.Pool, current, errors);
        var name = Name(request.Name, former, url, current, errors);
        var state = State(request.AdministrativeState, errors);
        if (
            url is not null
            && AddressRules.Apply(former, url, state)
            && AddressRules.Refuse(url, current.Settings.Addresses, surroundings) is { } forbidden
        )
        {
            errors.Add(forbidden);
        }

        var probe = ProbeValidator.Read(request.Probe ?? new(), "/probe", errors);
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

    private static Pool? FindPool(
        string? wanted,
        ConfigurationSnapshot current,
        List<FieldError> errors
    )
    {
        var pool = current.Pools.Find(wanted ?? Pool.DefaultName);
        if (pool is null)
        {
            var ask = NearestNames.Ask(
                wanted ?? Pool.DefaultName,
                current.Pools.Select(static known => known.Name)
            );
            errors.Add(
                new(
                    "/pool",
                    Problems.UnknownPool,
                    $"There is no pool '{Shown.Short(wanted ?? Pool.DefaultName)}'.{ask} GET /pools lists them."
                )
            );
        }

        return pool;
    }

    private static string? Name(
        string? wanted,
        Backend? former,
        BackendUrl? url,
        ConfigurationSnapshot current,
        List<FieldError> errors
    )
    {
        if (wanted is null)
        {
            return former?.Name ?? Derive(url, current);
        }

        if (!ResourceName.IsValid(wanted))
        {
            errors.Add(
                new(
                    "/name",
                    Problems.BadName,
                    $"'{Shown.Short(wanted)}' is no name. A name has {ResourceName.Rule}; for example '{ResourceName.From(wanted)}'."
                )
            );
            return null;
        }

        if (current.Backends.Find(wanted) is { } other && other.Id != former?.Id)
        {
            errors.Add(
                new(
                    "/name",
                    Problems.Exists,
                    $"There is a backend '{wanted}' already, for '{other.Url}'. Give another name, or change that one with PUT or PATCH /backends/{wanted}."
                )
            );
        }

        if (current.FindUnreadable(ResourceKind.Backend, wanted) is { } row)
        {
            errors.Add(
                new(
                    "/name",
                    Problems.Exists,
                    $"There is a backend '{wanted}' already, whose row in config.db cannot be read: {row.Reason} Give another name, or remove that one with DELETE /backends/{wanted}."
                )
            );
        }

        return wanted;
    }

    private static string? Derive(BackendUrl? url, ConfigurationSnapshot current) =>
        url is null
            ? null
            : ResourceName.MakeUnique(
                ResourceName.From($"{url.Host}-{url.Port}"),
                name =>
                    current.Backends.Find(name) is not null
                    || current.FindUnreadable(ResourceKind.Backend, name) is not null
            );

    private static AdministrativeState State(string? text, List<FieldError> errors)
    {
        if (text is null)
        {
            return AdministrativeState.Enabled;
        }

        var index = Array.IndexOf(States, text);
        if (index < 0)
        {
            errors.Add(
                new(
                    "/administrativeState",
                    Problems.BadValue,
                    $"'{Shown.Short(text)}' is no administrative state.{NearestNames.Ask(text, States)} Write {string.Join(", ", States)}."
                )
            );
        }

        return (AdministrativeState)Math.Max(index, 0);
    }
}
