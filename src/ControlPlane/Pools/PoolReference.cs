namespace LbPlatform.ControlPlane.Pools;

/// <summary>A pool that something else names. Pure.</summary>
internal static class PoolReference
{
    /// <summary>The pool with this name or id; where there is none, that is noted with the nearest names.</summary>
    public static Pool? Read(
        string nameOrId,
        string pointer,
        ConfigurationSnapshot current,
        List<FieldError> errors
    )
    {
        var pool = current.Pools.Find(nameOrId);
        if (pool is null)
        {
            errors.Add(new(pointer, Problems.UnknownPool, Refusal(nameOrId, current)));
        }

        return pool;
    }

    /// <summary>The pool that a query asks for; <c>null</c> where it asks for none, or for one that is not there.</summary>
    public static Pool? Read(QueryReader query, ConfigurationSnapshot current)
    {
        const string Parameter = "pool";
        var name = query.Text(Parameter);
        var pool = name is null ? null : current.Pools.Find(name);
        if (name is not null && pool is null)
        {
            query.Refuse(Parameter, Refusal(name, current));
        }

        return pool;
    }

    /// <summary>The pool's name; its id where it cannot be read.</summary>
    public static string NameOf(string id, ConfigurationSnapshot current) =>
        current.Pools.Find(id)?.Name ?? id;

    private static string Refusal(string nameOrId, ConfigurationSnapshot current) =>
        $"There is no pool '{Shown.Short(nameOrId)}'.{NearestNames.Ask(nameOrId, current.Pools.Select(static known => known.Name))} GET /pools lists them.";
}
