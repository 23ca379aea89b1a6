using System.Collections.Immutable;

namespace LbPlatform.Cli.Up.Seeding;

/// <summary>Gathers seeds from every source, and every error; a name or an address given twice is one.</summary>
internal sealed class SeedList
{
    /// <summary>Backends that one start may bring.</summary>
    public const int Most = 10_000;

    private readonly List<BackendSeed> _seeds = [];
    private readonly List<string> _errors = [];
    private readonly Dictionary<string, string> _origins = [];

    public ImmutableArray<BackendSeed> Seeds => [.. _seeds];

    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Adds a seed; <paramref name="origin"/> is where it was written, for messages.</summary>
    public void Add(BackendSeed seed, string origin)
    {
        if (_seeds.Count == Most)
        {
            Refuse(origin, $"More than {Most} backends; add the rest through the API.");
            return;
        }

        var isNew = IsNew(seed.Url.Text, origin);
        if (seed.Name is not null && !ResourceName.IsValid(seed.Name))
        {
            Refuse(
                origin,
                $"'{seed.Name}' is no name ({ResourceName.Rule}). Did you mean '{ResourceName.From(seed.Name)}'?"
            );
        }
        else if ((seed.Name is null || IsNew(seed.Name, origin)) && isNew)
        {
            _seeds.Add(seed);
        }
    }

    /// <summary>Notes what is wrong at <paramref name="origin"/>.</summary>
    public void Refuse(string origin, string error) => _errors.Add($"{origin}: {error}");

    private bool IsNew(string key, string origin)
    {
        if (_origins.TryAdd(key, origin))
        {
            return true;
        }

        var first = _origins[key] == origin ? "" : $", first at {_origins[key]}";
        Refuse(origin, $"'{key}' is given twice{first}. Remove one.");
        return false;
    }
}
