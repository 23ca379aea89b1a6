using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Breaking;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.State.Explanations;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.DataPlane.Explanations;

/// <summary>
/// Says how a pool would choose for a request. The choice is made by the very code that serves, over the backends as they
/// are, but with a fork of the policy: asking moves no rotation on and takes nobody's turn.
/// </summary>
internal sealed class PoolExplainer(PoolState pool, HealthSnapshot health, string controlPlaneUrl)
{
    /// <summary>Choices that are counted where lots are drawn: three standard deviations of a share are 0.015 at most.</summary>
    public const int Draws = 10_000;

    /// <summary>Digits of a share that was counted over a whole turn.</summary>
    private const int Digits = 6;

    /// <summary>Digits of a share that was drawn: those of <see cref="Draws"/>.</summary>
    private const int DigitsOfDraws = 4;

    /// <summary>Explains the pool.</summary>
    /// <param name="context">The request.</param>
    /// <param name="sent">Its target as the backend sees it.</param>
    /// <param name="share">How likely the pool is to get it.</param>
    /// <param name="most">Backends that are shown at most.</param>
    /// <param name="time">The clock.</param>
    public ExplainedPool Explain(
        HttpContext context,
        string sent,
        double share,
        int most,
        TimeProvider time
    )
    {
        var preview = pool.Preview();
        var session = pool.Affinity?.Begin(context, time);
        var key = pool.HashKey?.Of(context, sent) ?? 0;
        var chances = new Dictionary<BackendState, double>(ReferenceEqualityComparer.Instance);
        var refusal = RefusalOf(preview);
        var choice = refusal is null
            ? Draw(preview, new([], key, session), chances)
            : new ExplainedChoice(ChoiceKind.Nobody, null);
        var home = session?.HomeIn(preview);
        var backends = BackendsOf(preview.Eligible, chances, most);
        return new()
        {
            Name = pool.Name,
            Probability = Math.Round(share, Digits),
            Policy = pool.Balancing.Policy,
            Choice = choice,
            Refusal = choice.Kind == ChoiceKind.Nobody ? refusal ?? NobodyOf(preview) : null,
            IsPanic = preview.Eligible.IsPanic,
            BreakerShare =
                pool.Breaker.Share == BreakerRules.Whole
                    ? null
                    : (double)pool.Breaker.Share / BreakerRules.Whole,
            Zone = preview.Picker.Zones is null ? null : pool.Zone,
            ZonePercent = preview.Picker.Zones?.NearPercent,
            Affinity = session is null
                ? null
                : new(
                    pool.Affinity!.Settings.Kind,
                    home?.Name,
                    home is not null && chances.ContainsKey(home)
                ),
            Retry = RetryOf(context.Request.Method),
            Waiting = pool.Queue.Count,
            Backends = backends,
            Omitted = preview.Eligible.All.Length - backends.Count,
        };
    }

    /// <summary>What stands against the request before a backend is chosen.</summary>
    private string? RefusalOf(Selection preview)
    {
        var capacity = pool.Capacity;
        return pool.Breaker.Share == 0 ? ErrorTexts.BreakerOpen(pool).Detail
            : capacity.Requests > 0 && pool.InFlight >= capacity.Requests
                ? ErrorTexts.PoolBusy(pool).Detail
            : preview.Eligible.All.IsEmpty ? NobodyOf(preview)
            : pool.Queue.Count > 0 ? Waits()
            : null;
    }

    private string NobodyOf(Selection preview) =>
        preview.Eligible.Count > 0 ? Waits() : ErrorTexts.Nobody(pool, controlPlaneUrl).Detail;

    private string Waits()
    {
        var (waiting, capacity) = (pool.Queue.Count, pool.Capacity);
        return waiting >= capacity.QueueLength
            ? ErrorTexts.PoolBusy(pool).Detail
            : $"All backends of pool '{pool.Name}' work on as many requests as they may: it waits up to {DurationText.Format(capacity.QueueTimeout)} behind {waiting} others.";
    }

    /// <summary>Chooses until all shares are known; the first choice is the one that this request would meet.</summary>
    private ExplainedChoice Draw(
        Selection preview,
        in PickRequest request,
        Dictionary<BackendState, double> chances
    )
    {
        var cycle = preview.Picker.Cycle;
        var draws = cycle == 0 ? Draws : cycle;
        BackendState? first = null;
        for (var draw = 0; draw < draws; draw++)
        {
            var chosen = Choose(preview, request);
            first = draw == 0 ? chosen : first;
            if (chosen is not null)
            {
                chances[chosen] = chances.GetValueOrDefault(chosen) + 1;
            }
        }

        foreach (var backend in chances.Keys)
        {
            chances[backend] = Math.Round(
                chances[backend] / draws,
                cycle == 0 ? DigitsOfDraws : Digits
            );
        }

        return chances.Count == 0 ? new(ChoiceKind.Nobody, null)
            : chances.Count == 1 ? new(ChoiceKind.Certain, chances.Keys.First().Name)
            : cycle == 0 ? new(ChoiceKind.Drawn, null)
            : new(ChoiceKind.Turn, first?.Name);
    }

    /// <summary>As <see cref="PoolState.Enter"/> chooses, without entering.</summary>
    private BackendState? Choose(Selection preview, in PickRequest request)
    {
        var most = pool.Capacity.RequestsPerBackend;
        return preview.Choose(request) is not { } chosen ? null
            : chosen.HasRoom(most) ? chosen
            : preview.SpareFor(request, most) ?? (chosen.IsOnTrial ? chosen : null);
    }

    private List<ExplainedBackend> BackendsOf(
        EligibleBackends eligible,
        Dictionary<BackendState, double> chances,
        int most
    )
    {
        var positions = Enumerable.Range(0, eligible.All.Length);
        if (eligible.All.Length > most)
        {
            positions = positions.OrderByDescending(at => chances.ContainsKey(eligible.All[at]));
        }

        return
        [
            .. positions
                .Take(most)
                .Select(at =>
                    BackendExplainer.Explain(
                        pool,
                        eligible,
                        at,
                        health,
                        chances.GetValueOrDefault(eligible.All[at])
                    )
                ),
        ];
    }

    private ExplainedRetry RetryOf(string method)
    {
        var retry = pool.Retry;
        return new(
            retry.Attempts,
            RetryRules.IsRepeatable(method),
            retry.OnReset,
            retry.OnStatus ? retry.Statuses.Text : null,
            retry.TryTimeout > TimeSpan.Zero ? DurationText.Format(retry.TryTimeout) : null
        );
    }
}
