namespace LbPlatform.ControlPlane.Resources;

/// <summary>The rules of a resource's name. Pure.</summary>
internal static class NameRules
{
    /// <summary>
    /// The name that is asked for, noting what is wrong with it; <c>null</c> where it cannot be one. Where none is asked for
    /// it stays the former one, and a new resource lacks it.
    /// </summary>
    /// <param name="wanted">What is asked for.</param>
    /// <param name="former">The resource that has it by right; <c>null</c> for a new one.</param>
    /// <param name="words">What the kind is called.</param>
    /// <param name="known">All of the kind.</param>
    /// <param name="current">The configuration.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static string? Read<T>(
        string? wanted,
        T? former,
        ResourceWords words,
        ResourceSet<T> known,
        ConfigurationSnapshot current,
        List<FieldError> errors
    )
        where T : class, IResource
    {
        const string Pointer = "/name";
        if (wanted is null)
        {
            if (former is null && !errors.Exists(static error => error.Pointer == Pointer))
            {
                errors.Add(
                    new(
                        Pointer,
                        Problems.Required,
                        $"Give the {words.One} a 'name', for example 'api'."
                    )
                );
            }

            return former?.Name;
        }

        if (!ResourceName.IsValid(wanted))
        {
            errors.Add(
                new(
                    Pointer,
                    Problems.BadName,
                    $"'{Shown.Short(wanted)}' is no name. A name has {ResourceName.Rule}; for example '{ResourceName.From(wanted, words.One)}'."
                )
            );
            return null;
        }

        if (known.Find(wanted) is { } other && other.Id != former?.Id)
        {
            errors.Add(
                new(
                    Pointer,
                    Problems.Exists,
                    $"There is a {words.One} '{wanted}' already. Give another name, or change that one with PUT or PATCH {words.PathOf(wanted)}."
                )
            );
        }

        if (current.FindUnreadable(words.Kind, wanted) is { } row)
        {
            errors.Add(
                new(
                    Pointer,
                    Problems.Exists,
                    $"There is a {words.One} '{wanted}' already, whose row in config.db cannot be read: {row.Reason} Give another name, or remove that one with DELETE {words.PathOf(wanted)}."
                )
            );
        }

        return wanted;
    }
}
