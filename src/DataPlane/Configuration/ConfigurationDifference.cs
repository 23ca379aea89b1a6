using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Configuration;

/// <summary>How many backends one snapshot has more, fewer and otherwise than another.</summary>
internal readonly record struct ConfigurationDifference(int Added, int Removed, int Changed)
{
    public static ConfigurationDifference Between(
        ConfigurationSnapshot before,
        ConfigurationSnapshot after
    )
    {
        var (added, changed) = (0, 0);
        foreach (var backend in after.Backends)
        {
            if (Same(before, backend) is not { } old)
            {
                added++;
            }
            else if (old.Revision != backend.Revision)
            {
                changed++;
            }
        }

        var removed = before.Backends.Count(backend => Same(after, backend) is null);
        return new(added, removed, changed);
    }

    private static Backend? Same(ConfigurationSnapshot snapshot, Backend backend) =>
        snapshot.Backends.Find(backend.Id) is { } found && found.Id == backend.Id ? found : null;
}
