namespace LbPlatform.ControlPlane.Changes;

/// <summary>Runs the edit of a request: commits it, says so, and makes the answer.</summary>
internal sealed class Committer(ConfigurationStore store, ChangeLog log)
{
    /// <summary>Commits the edit and answers what <paramref name="answer"/> makes of it.</summary>
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

        log.Write(committed.Changes, write.Actor);
        return answer(resource, committed.Snapshot);
    }
}
