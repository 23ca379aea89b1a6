using LbPlatform.ControlPlane.Resources;

namespace LbPlatform.ControlPlane.Pools;

/// <summary>What would be left without its pool if that were removed. Pure.</summary>
internal static class PoolUse
{
    /// <summary>Resources of a kind named at most.</summary>
    public const int MostNamed = 10;

    /// <summary>The refusal to remove a pool that is in use, which names by what.</summary>
    public static Problem? Refuse(string id, string name, ConfigurationSnapshot current)
    {
        IReadOnlyList<Backend> backends =
        [
            .. current.Backends.Where(backend => backend.PoolId == id),
        ];
        IReadOnlyList<State.Model.Route> routes =
        [
            .. current.Routes.Where(route => route.AllPoolIds().Contains(id)),
        ];
        if (backends.Count + routes.Count == 0)
        {
            return null;
        }

        var users = new[]
        {
            Tell(backends, ResourceWords.Backend),
            Tell(routes, ResourceWords.Route),
        };
        return Problem.Of(
            Problems.InUse,
            $"Pool '{name}' is used by {string.Join(" and ", users.OfType<string>())}. Move or remove these first; GET /backends?pool={name} and GET /routes?pool={name} list them."
        ) with
        {
            UsedBy =
            [
                .. Named(backends, ResourceWords.Backend),
                .. Named(routes, ResourceWords.Route),
            ],
        };
    }

    private static string? Tell(IReadOnlyList<IResource> users, ResourceWords words)
    {
        if (users.Count == 0)
        {
            return null;
        }

        var names = string.Join(
            ", ",
            users.Take(MostNamed).Select(static user => $"'{user.Name}'")
        );
        var others = users.Count > MostNamed ? $" and {users.Count - MostNamed} others" : "";
        return $"{(users.Count == 1 ? words.One : words.Many)} {names}{others}";
    }

    private static IEnumerable<Existing> Named(
        IReadOnlyList<IResource> users,
        ResourceWords words
    ) =>
        users
            .Take(MostNamed)
            .Select(user => new Existing(user.Id, user.Name, words.PathOf(user.Name)));
}
