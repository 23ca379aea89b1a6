using LbPlatform.ControlPlane.Backends;
using LbPlatform.ControlPlane.Changes;
using LbPlatform.ControlPlane.Nodes;
using LbPlatform.ControlPlane.Resources;

namespace LbPlatform.ControlPlane.Draining;

/// <summary>Answers the requests that let a backend go.</summary>
internal sealed class DrainHandlers(
    Committer committer,
    ConfigurationStore store,
    IResourceApi<Backend, BackendResponse> backends,
    DrainViews views,
    DrainWait drained
)
{
    /// <summary>Drains, and waits for the end of that as long as is asked for.</summary>
    public async Task<IResult> DrainAsync(string name, HttpContext context)
    {
        TimeSpan? wait = null;
        TimeSpan? timeout = null;
        Backend? draining = null;
        var result = await committer.CommitAsync(
            context,
            (draft, write) =>
                DrainEdits.Begin(draft, name, write.Precondition, timeout, thenRemove: false),
            (backend, current) => Show(200, draining = backend, current),
            query =>
            {
                wait = query.Duration("wait", DrainWait.Longest);
                timeout = query.Duration("timeout", BackendDrain.LongestTimeout);
            }
        );
        if (result is not Answer { IsRehearsal: false } answer || draining is null)
        {
            return result;
        }

        await WaitAsync(draining, wait ?? TimeSpan.Zero, context.RequestAborted);
        // Also where a data plane does not act on it yet: the state tells that.
        return Again(answer, draining) with { Status = StatusCodes.Status200OK, Location = null };
    }

    /// <summary>
    /// Removes: at once where nobody serves or nothing else is wanted; else drains first, and answers 202 where that takes longer
    /// than the writer waits.
    /// </summary>
    public async Task<IResult> RemoveAsync(string name, HttpContext context)
    {
        var isDrained = true;
        TimeSpan? timeout = null;
        Backend? draining = null;
        var asked = WaitPreference.Read(context.Request.Headers["Prefer"]);
        var result = await committer.CommitAsync(
            context,
            (draft, write) =>
                isDrained && !write.DryRun && IsInService(draft.Snapshot.Backends.Find(name))
                    ? Begin(draft, write)
                    : backends.Edits.Remove(draft, name, write.Precondition),
            (_, current) => draining is null ? new Answer(204, null) : Show(202, draining, current),
            query =>
            {
                isDrained = query.FlagOr("drain", otherwise: true);
                timeout = query.Duration("timeout", BackendDrain.LongestTimeout);
            }
        );
        if (result is not Answer answer || draining is null)
        {
            return result;
        }

        await WaitAsync(draining, asked ?? AppliedWait.Unasked, context.RequestAborted);
        return IsDone(draining)
            ? await committer.CommitAsync(
                context,
                (draft, _) => DrainEdits.End(draft, draining.Id),
                static (_, _) => new Answer(204, null),
                static query =>
                {
                    query.FlagOr("drain", otherwise: true);
                    query.Duration("timeout", BackendDrain.LongestTimeout);
                }
            )
            : Again(answer, draining);

        EditResult<string> Begin(ConfigurationDraft draft, WriteRequest write)
        {
            var begun = DrainEdits.Begin(
                draft,
                name,
                write.Precondition,
                timeout,
                thenRemove: true
            );
            draining = begun.Resource;
            return begun.Refusal is { } refusal
                ? EditResult<string>.Refuse(refusal)
                : EditResult<string>.Accept(begun.Resource!.Id);
        }
    }

    private bool IsInService(Backend? backend) =>
        backend is not null
        && backend.AdministrativeState != AdministrativeState.Disabled
        && views.IsAnybodyServing;

    /// <summary>Whether it may be removed by now, or has been.</summary>
    private bool IsDone(Backend backend)
    {
        var current = store.Current;
        return current.Backends.Find(backend.Id) is not { } known
            || views.Show(known, current) is { State: DrainState.Drained };
    }

    private async Task WaitAsync(Backend backend, TimeSpan wait, CancellationToken stop)
    {
        try
        {
            await drained.WaitAsync(backend.Id, wait, stop);
        }
        catch (OperationCanceledException)
        {
            // Who asked has left, but the drain goes on.
        }
    }

    /// <summary>The answer with what is known now.</summary>
    private Answer Again(Answer answer, Backend backend)
    {
        var current = store.Current;
        return Show(answer.Status, current.Backends.Find(backend.Id) ?? backend, current) with
        {
            Headers = answer.Headers,
            Location = answer.Location,
        };
    }

    private Answer Show(int status, Backend backend, ConfigurationSnapshot current) =>
        new(status, backends.Show([backend], current)[0])
        {
            Tag = backend.Revision,
            Location =
                status == StatusCodes.Status202Accepted
                    ? ResourceWords.Backend.PathOf(backend.Name)
                    : null,
        };
}
