using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Nodes;

namespace LbPlatform.ControlPlane.Changes;

/// <summary>Runs the edit of a request: commits it, says so, waits until traffic does it, and answers.</summary>
internal sealed class Committer(ConfigurationStore store, AppliedWait applied, ChangeLog log)
{
    /// <summary>Whether every live data plane acts on the change.</summary>
    public const string AppliedHeader = "LB-Applied";

    /// <summary>The data planes that do not act on the change yet.</summary>
    public const string WaitingForHeader = "LB-Waiting-For";

    private const string PreferenceHeader = "Preference-Applied";

    /// <summary>Reads the body, commits the edit that it asks for and answers what <paramref name="answer"/> makes of it.</summary>
    public Task<IResult> CommitAsync<T>(
        HttpContext context,
        Func<ConfigurationDraft, WriteRequest, JsonObject, EditResult<T>> edit,
        Func<T, ConfigurationSnapshot, Answer> answer
    )
        where T : class =>
        CommitAsync(
            context,
            static (_, _) => Task.FromResult(true),
            (draft, write, body, _) => edit(draft, write, body),
            answer
        );

    /// <summary>
    /// As above, with what must be found out first and may take its time: the edit itself holds up all others.
    /// </summary>
    public async Task<IResult> CommitAsync<T, TKnown>(
        HttpContext context,
        Func<JsonObject, CancellationToken, Task<TKnown>> findOut,
        Func<ConfigurationDraft, WriteRequest, JsonObject, TKnown, EditResult<T>> edit,
        Func<T, ConfigurationSnapshot, Answer> answer
    )
        where T : class
    {
        var (body, refusal) = await JsonBody.ReadAsync(context.Request);
        if (body is null)
        {
            return new ProblemResult(refusal!);
        }

        var known = await findOut(body, context.RequestAborted);
        return await CommitAsync(
            context,
            (draft, write) => edit(draft, write, body, known),
            answer
        );
    }

    /// <summary>Commits an edit that needs no body; <paramref name="more"/> reads what it takes from the query.</summary>
    public async Task<IResult> CommitAsync<T>(
        HttpContext context,
        Func<ConfigurationDraft, WriteRequest, EditResult<T>> edit,
        Func<T, ConfigurationSnapshot, Answer> answer,
        Action<QueryReader>? more = null
    )
        where T : class
    {
        var errors = new List<FieldError>();
        var write = WriteRequest.Read(context.Request, errors, more);
        if (errors.Count > 0)
        {
            return new ProblemResult(Problem.Of(errors));
        }

        var committed = await store.CommitAsync(
            write.Actor,
            draft =>
            {
                var before = draft.Snapshot;
                var result = edit(draft, write);
                return
                    result.IsAccepted
                    && ResourceLimits.Refuse(before, draft.Snapshot) is { } tooMany
                    ? EditResult<T>.Refuse(tooMany)
                    : result;
            },
            write.DryRun,
            context.RequestAborted
        );
        if (committed.Result.Resource is not { } resource)
        {
            return new ProblemResult(Explain(committed.Result.Refusal!));
        }

        var made = answer(resource, committed.Snapshot);
        if (write.DryRun)
        {
            return made.Rehearsed();
        }

        log.Write(committed.Changes, write.Actor);
        return await WaitAsync(
            write,
            committed.Snapshot,
            made.With(RevisionHeader.Name, committed.Snapshot.Revision.ToString()),
            context.RequestAborted
        );
    }

    private async Task<Answer> WaitAsync(
        WriteRequest write,
        ConfigurationSnapshot snapshot,
        Answer made,
        CancellationToken cancellationToken
    )
    {
        Applied reached;
        try
        {
            reached = await applied.WaitAsync(
                snapshot.StoreId,
                snapshot.Revision,
                write.Wait,
                cancellationToken
            );
        }
        catch (OperationCanceledException)
        {
            // The writer left, but the change is made: whoever repeats it with the same key gets this answer.
            return made.With(AppliedHeader, "false");
        }

        made = made.With(AppliedHeader, reached.IsComplete ? "true" : "false");
        if (write.Wait is { } asked)
        {
            made = made.With(PreferenceHeader, $"wait={asked.TotalSeconds}");
        }

        if (reached.Missing.Count == 0)
        {
            return made;
        }

        made = made.With(
            WaitingForHeader,
            string.Join(", ", reached.Missing.Select(static node => node.Report.Id))
        );
        return write.Wait is null ? made : made with { Status = StatusCodes.Status202Accepted };
    }

    /// <summary>Adds who made the resource what it is now, so that the writer knows whose change to look at.</summary>
    private Problem Explain(Problem refusal)
    {
        if (refusal.Current is not { } current)
        {
            return refusal;
        }

        try
        {
            return store.ReadRevisions(new Revision(current.Revision).Next, 1) is [{ } entry]
                ? refusal with
                {
                    Current = current with { Actor = entry.Actor, ChangedAt = entry.CommittedAt },
                }
                : refusal;
        }
        catch (StoreUnavailableException)
        {
            // The refusal holds without it.
            return refusal;
        }
    }
}
