using LbPlatform.Cli.Api;

namespace LbPlatform.Cli.Up.Seeding;

/// <summary>
/// Brings what the flags say into the store, through the API as anybody else would: backends into an empty store
/// only, because a restart must not undo what a person changed; probe settings on every start that names them.
/// </summary>
internal sealed class Seeder(ControlPlaneClient controlPlane, LineQueue lines)
{
    /// <summary>Answers what was refused, all of it; then nothing was kept.</summary>
    public async Task<IReadOnlyList<string>> SeedAsync(
        UpOptions options,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (options.Probe != ProbeOverrides.None)
            {
                await PatchAsync(options.Probe, cancellationToken);
            }

            return options.Seeds.IsEmpty ? [] : await AddAsync(options, cancellationToken);
        }
        catch (ControlPlaneClient.RefusedException refused)
        {
            return refused.Problem.Lines;
        }
        catch (ControlPlaneClient.UnreachableException unreachable)
        {
            return [unreachable.Message];
        }
    }

    private async Task PatchAsync(ProbeOverrides asked, CancellationToken cancellationToken)
    {
        var current = await controlPlane.ReadProbeAsync(cancellationToken);
        var patch = ProbePatch.For(asked, current);
        await controlPlane.PatchProbeAsync(patch, cancellationToken);
        if (patch.Timeout is { } timeout && asked.Timeout is null)
        {
            lines.Say(
                $"the probes' time-out is {DurationText.Format(timeout)} now, to fit the interval"
            );
        }
    }

    private async Task<IReadOnlyList<string>> AddAsync(
        UpOptions options,
        CancellationToken cancellationToken
    )
    {
        if (await controlPlane.HasBackendsAsync(cancellationToken))
        {
            lines.Say(
                $"the store in '{options.DataDirectory}' has backends already: those of this start's flags were left alone (a new store: --data DIR)"
            );
            return [];
        }

        List<string> added = [];
        List<string> refusals = [];
        foreach (var seed in options.Seeds)
        {
            try
            {
                var backend = await controlPlane.AddBackendAsync(seed, cancellationToken);
                added.Add(backend.GetProperty("id").GetString()!);
            }
            catch (ControlPlaneClient.RefusedException refused)
            {
                refusals.AddRange(refused.Problem.Lines.Select(line => $"{seed.Url}: {line}"));
            }
        }

        if (refusals.Count == 0)
        {
            return [];
        }

        // Half a list would be taken for the whole one at the next start.
        foreach (var id in added)
        {
            await controlPlane.RemoveAsync("backends", id, "?drain=false", cancellationToken);
        }

        return refusals;
    }
}
