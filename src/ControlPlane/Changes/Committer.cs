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

    /// <summary>Commits an edit that needs no body.</summary>
    public async Task<IResult> CommitAsync<T>(
        HttpContext context,
        Func<ConfigurationDraft, WriteRequest, EditResult<T>> edit,
        Func<T, ConfigurationSnapshot, Answer> answer
    )
        where T : class
    {
        var errors = new List<FieldError>();
        var write = WriteRequest.Read(context.Request, errors);
        if (errors.Count > 0)
        {
            return new ProblemResult(Problem.Of(errors));
        }

        var committed = await store.CommitAsync(
            write.Actor,
            draft => edit(draft, write),
            write.DryRun,
            context.RequestAborted
        );
        if (committed.Result.Resource is not { } resource)
        {
            return new ProblemResult(committed.Result.Refusal!);
        }

        var made = answer(resource, committed.Snapshot);
        if (write.DryRun)
        {
            return made.Rehearsed();
        }

        log.Write(committed.Changes, write.Actor);
        RevisionHeader.Set(context.Response, committed.Snapshot.Revision);
        return await WaitAsync(context, write, committed.Snapshot, made);
    }

    private async Task<IResult> WaitAsync(
        HttpContext context,
        WriteRequest write,
        ConfigurationSnapshot snapshot,
        Answer made
    )
    {
        Applied reached;
        try
        {
            reached = await applied.WaitAsync(
                snapshot.StoreId,
                snapshot.Revision,
                write.Wait ?? AppliedWait.Unasked,
                context.RequestAborted
            );
        }
        catch (OperationCanceledException)
        {
            // The writer left, but the change is made: whoever repeats it with the same key gets this answer.
            return made;
        }

        var headers = context.Response.Headers;
        headers[AppliedHeader] = reached.IsComplete ? "true" : "false";
        if (write.Wait is { } asked)
        {
            headers["Preference-Applied"] = $"wait={asked.TotalSeconds}";
        }

        if (reached.Missing.Count == 0)
        {
            return made;
        }

        headers[WaitingForHeader] = string.Join(
            ", ",
            reached.Missing.Select(static node => node.Report.Id)
        );
        return write.Wait is null ? made : made with { Status = StatusCodes.Status202Accepted };
    }
}
