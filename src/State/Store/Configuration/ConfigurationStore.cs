using LbPlatform.State.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LbPlatform.State.Store.Configuration;

/// <summary>
/// The writer of config.db: the only way in which the configuration changes. Each commit that changes something is
/// one transaction with the rows, the next revision and its audit trail. ControlPlane only; safe for concurrent use.
/// </summary>
public sealed class ConfigurationStore : IDisposable
{
    /// <summary>Longest name of an actor in the audit trail, in characters.</summary>
    public const int LongestActor = 128;

    // SQLITE_CONSTRAINT
    private const int Constraint = 19;

    private readonly string _file;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _writing = new(1);
    private volatile ConfigurationSnapshot _current = ConfigurationSnapshot.Empty;

    /// <summary>The store in the directory that <paramref name="options"/> names; nothing is opened yet.</summary>
    public ConfigurationStore(StoreOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _file = options.ConfigurationFile;
        _time = time;
    }

    /// <summary>The last committed configuration; <see cref="ConfigurationSnapshot.Empty"/> before the first.</summary>
    public ConfigurationSnapshot Current => _current;

    /// <summary>
    /// Creates or migrates the file and loads it. A file without configuration is filled with
    /// <paramref name="initial"/>, under a store id of its own and as the revision that follows.
    /// </summary>
    public async Task OpenAsync(
        ConfigurationSnapshot initial,
        string actor,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(initial);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            SqliteSchema.Migrate<ConfigurationDbContext>(_file, static o => new(o));
            using var db = Context();
            if (!db.Store.Any())
            {
                Fill(db, initial, actor);
            }

            using var transaction = db.Database.BeginTransaction();
            _current = ConfigurationReader.Read(db);
        }
        finally
        {
            _writing.Release();
        }

        ChangeSignal.Poke(_file);
    }

    /// <summary>
    /// Runs <paramref name="edit"/> on the current configuration and commits what it changed, unless it refuses,
    /// changes nothing or <paramref name="dryRun"/> is set. Edits run one after the other.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The file is gone, locked or full; nothing was committed.</exception>
    /// <exception cref="StoreConflictException">A row that cannot be read stands in the way; nothing was committed.</exception>
    public async Task<Committed<T>> CommitAsync<T>(
        string actor,
        Func<ConfigurationDraft, T> edit,
        bool dryRun,
        CancellationToken cancellationToken
    )
        where T : IEditResult
    {
        ArgumentNullException.ThrowIfNull(edit);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var draft = new ConfigurationDraft(_current, Now());
            var result = edit(draft);
            if (!result.IsAccepted || dryRun || draft.Changes.Count == 0)
            {
                return new(result, dryRun && result.IsAccepted ? draft.Snapshot : _current, []);
            }

            Write(draft, actor);
            _current = draft.Snapshot with { Revision = draft.Revision, CommittedAt = draft.Now };
            ChangeSignal.Poke(_file);
            return new(result, _current, draft.Changes);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Commits of the audit trail, newest first, from <paramref name="before"/> (exclusive) on.</summary>
    /// <exception cref="StoreUnavailableException">The file is gone or locked, or a row of the trail is broken.</exception>
    public IReadOnlyList<RevisionEntry> ReadRevisions(Revision? before, int limit)
    {
        var below = before ?? new Revision(long.MaxValue);
        try
        {
            using var db = Context();
            return
            [
                .. db
                    .Revisions.AsNoTracking()
                    .Include(static row => row.Changes)
                    .Where(row => row.Number < below)
                    .OrderByDescending(static row => row.Number)
                    .Take(limit)
                    .AsEnumerable()
                    .Select(RevisionEntry.From),
            ];
        }
        catch (Exception failure)
            when (failure
                    is SqliteException
                        or InvalidOperationException
                        or FormatException
                        or ArgumentException
            )
        {
            throw new StoreUnavailableException(
                $"The audit trail cannot be read: {failure.GetBaseException().Message}",
                failure
            );
        }
    }

    /// <inheritdoc />
    public void Dispose() => _writing.Dispose();

    private void Write(ConfigurationDraft draft, string actor)
    {
        if (!File.Exists(_file))
        {
            throw new StoreUnavailableException(
                $"The store '{_file}' was removed while ControlPlane runs. It is being rebuilt; try again in a moment."
            );
        }

        try
        {
            using var db = Context();
            using var transaction = db.Database.BeginTransaction();
            foreach (var change in draft.Changes)
            {
                Apply(db, change, draft.Snapshot);
            }

            db.Revisions.Add(AuditTrail.RowOf(draft, actor));
            db.SaveChanges();
            transaction.Commit();
        }
        catch (Exception failure)
            when (failure.GetBaseException() is SqliteException { SqliteErrorCode: Constraint }
                && draft.Snapshot.Unreadable is [{ } row, ..]
            )
        {
            throw new StoreConflictException(
                $"The change meets a row of the store that cannot be read, {row.Kind.ToString().ToLowerInvariant()} '{row.Name}' or another one ({row.Reason}). Nothing was changed; mend that row or remove it first.",
                failure
            );
        }
        catch (Exception failure) when (failure is SqliteException or DbUpdateException)
        {
            throw new StoreUnavailableException(
                $"The change was not saved: {failure.GetBaseException().Message} Nothing was changed; try again.",
                failure
            );
        }
    }

    private static void Apply(
        ConfigurationDbContext db,
        ConfigurationChange change,
        ConfigurationSnapshot after
    )
    {
        switch (change)
        {
            case { After: PlatformSettings or AffinityKeys }:
                // One row for both.
                UpdateStore(
                    db,
                    new StoreRow
                    {
                        StoreId = after.StoreId,
                        Probe = after.Settings.Probe,
                        Addresses = after.Settings.Addresses,
                        AffinityKeys = after.AffinityKeys,
                        SettingsRevision = after.Settings.Revision,
                    }
                );
                break;
            case { After: null, Before: UnreadableRow row }:
                Delete(db, row);
                break;
            case { Before: null, After: { } added }:
                db.Add(added);
                break;
            case { After: null, Before: { } removed }:
                db.Remove(removed);
                break;
            case { After: { } changed }:
                db.Update(changed);
                break;
        }
    }

    private static void UpdateStore(ConfigurationDbContext db, StoreRow row)
    {
        if (db.Store.Local.Count == 0)
        {
            db.Store.Update(row);
        }
    }

    private static void Delete(ConfigurationDbContext db, UnreadableRow row)
    {
        _ = row.Kind switch
        {
            ResourceKind.Pool => db.Pools.Where(pool => pool.Id == row.Id).ExecuteDelete(),
            ResourceKind.Backend => db.Backends.Where(b => b.Id == row.Id).ExecuteDelete(),
            ResourceKind.Route => db.Routes.Where(route => route.Id == row.Id).ExecuteDelete(),
            ResourceKind.Settings => 0,
            _ => 0,
        };
    }

    private void Fill(ConfigurationDbContext db, ConfigurationSnapshot initial, string actor)
    {
        var now = Now();
        var draft = new ConfigurationDraft(
            ConfigurationSnapshot.Empty with
            {
                Revision = initial.Revision,
                AffinityKeys = initial.AffinityKeys,
            },
            now
        );
        foreach (var pool in initial.Pools)
        {
            draft.Put(pool);
        }

        foreach (var backend in initial.Backends)
        {
            draft.Put(backend);
        }

        foreach (var route in initial.Routes)
        {
            draft.Put(route);
        }

        using var transaction = db.Database.BeginTransaction();
        db.Store.Add(
            new StoreRow
            {
                StoreId = ResourceId.New(now),
                Probe = initial.Settings.Probe,
                Addresses = initial.Settings.Addresses,
                AffinityKeys = draft.Snapshot.AffinityKeys,
                SettingsRevision = draft.Revision,
            }
        );
        db.AddRange(draft.Snapshot.Pools);
        db.AddRange(draft.Snapshot.Backends);
        db.AddRange(draft.Snapshot.Routes);
        db.Revisions.Add(AuditTrail.RowOf(draft, actor));
        db.SaveChanges();
        transaction.Commit();
    }

    /// <summary>The time as the file keeps it, so that what is answered now is what is read after a restart.</summary>
    private DateTimeOffset Now() =>
        DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());

    private ConfigurationDbContext Context() =>
        new(SqliteFile.Options<ConfigurationDbContext>(_file, SqliteOpenMode.ReadWrite));
}
