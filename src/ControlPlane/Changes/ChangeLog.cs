namespace LbPlatform.ControlPlane.Changes;

/// <summary>Says each committed change in the log, once.</summary>
internal sealed partial class ChangeLog(ILogger<ChangeLog> logger)
{
    public void Write(IReadOnlyList<ConfigurationChange> changes, string actor)
    {
        foreach (var change in changes)
        {
            switch (change)
            {
                case { Before: null, After: Backend added }:
                    Log.BackendAdded(logger, added.Name, added.Url, actor);
                    break;
                case { After: null, Before: Backend removed }:
                    Log.BackendRemoved(logger, removed.Name, removed.Url, actor);
                    break;
                case { After: null, Before: UnreadableRow row }:
                    Log.RowRemoved(logger, row.Kind, row.Name, actor);
                    break;
                case { Before: Backend before, After: Backend after }:
                    Log.BackendChanged(logger, before.Name, Differences.Of(before, after), actor);
                    break;
                case { After: AffinityKeys keys }:
                    Log.KeyMade(logger, keys.Keys[^1].Number, actor);
                    break;
                case { Kind: ResourceKind.Settings }:
                    Log.SettingsChanged(logger, actor);
                    break;
                case { Before: null }:
                    Log.Added(logger, change.Kind, change.Name, actor);
                    break;
                case { After: null }:
                    Log.Removed(logger, change.Kind, change.Name, actor);
                    break;
                default:
                    Log.Changed(
                        logger,
                        change.Kind,
                        change.Name,
                        Differences.Of(change.Before, change.After),
                        actor
                    );
                    break;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5020, LogLevel.Information, "Backend {Name} added: {Url} by {Actor}")]
        public static partial void BackendAdded(
            ILogger logger,
            string name,
            BackendUrl url,
            string actor
        );

        [LoggerMessage(5021, LogLevel.Information, "Backend {Name} changed: {Fields} by {Actor}")]
        public static partial void BackendChanged(
            ILogger logger,
            string name,
            string fields,
            string actor
        );

        [LoggerMessage(5022, LogLevel.Information, "Backend {Name} removed: {Url} by {Actor}")]
        public static partial void BackendRemoved(
            ILogger logger,
            string name,
            BackendUrl url,
            string actor
        );

        [LoggerMessage(
            5025,
            LogLevel.Information,
            "Row of {Kind} {Name}, which could not be read, removed by {Actor}"
        )]
        public static partial void RowRemoved(
            ILogger logger,
            ResourceKind kind,
            string name,
            string actor
        );

        [LoggerMessage(
            5046,
            LogLevel.Information,
            "Key {Number} of affinity cookies made by {Actor}"
        )]
        public static partial void KeyMade(ILogger logger, int number, string actor);

        [LoggerMessage(5024, LogLevel.Information, "Settings changed by {Actor}")]
        public static partial void SettingsChanged(ILogger logger, string actor);

        [LoggerMessage(5023, LogLevel.Information, "{Kind} {Name} changed: {Fields} by {Actor}")]
        public static partial void Changed(
            ILogger logger,
            ResourceKind kind,
            string name,
            string fields,
            string actor
        );

        [LoggerMessage(5026, LogLevel.Information, "{Kind} {Name} added by {Actor}")]
        public static partial void Added(
            ILogger logger,
            ResourceKind kind,
            string name,
            string actor
        );

        [LoggerMessage(5027, LogLevel.Information, "{Kind} {Name} removed by {Actor}")]
        public static partial void Removed(
            ILogger logger,
            ResourceKind kind,
            string name,
            string actor
        );
    }
}
