namespace LbPlatform.ControlPlane.Resources;

/// <summary>The refusal of a name or id that no resource of a kind has, or only one that cannot be read.</summary>
internal static class Absent
{
    public static Problem Of<T>(
        ResourceWords words,
        string nameOrId,
        ResourceSet<T> known,
        ConfigurationSnapshot current
    )
        where T : class, IResource =>
        current.FindUnreadable(words.Kind, nameOrId) is { } row
            ? Problem.Of(
                Problems.Unreadable,
                $"The row of {words.One} '{row.Name}' in config.db cannot be read: {row.Reason} Traffic goes on without it. DELETE {words.PathOf(row.Name)} removes it; or mend it by hand and start ControlPlane again."
            )
            : Missing.Of(
                words.One,
                nameOrId,
                known.Select(static resource => resource.Name),
                words.Path
            );
}
