using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Protection;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Protection;

/// <summary>The three ways to count, by themselves and by the laws that each of them keeps.</summary>
public sealed class RateRuleTests
{
    // Not zero: a state is 0 only for a key that was never seen.
    private static readonly TimeSpan Start = TimeSpan.FromDays(3) + TimeSpan.FromTicks(7);

    [Fact]
    public void TokenBucket_Burst_ThenAnEvenRate()
    {
        var key = new Key(Limit(RateLimitAlgorithm.TokenBucket, 2, 1) with { Burst = 3 });

        Assert.Equal([true, true, true, false], key.Take(0, 0, 0, 0));
        Assert.Equal(0.5, key.Last.RetryAfter.TotalSeconds);
        Assert.Equal([true, false, true, true, false], key.Take(0.5, 0, 0.5, 0.5, 0.4));
    }

    [Fact]
    public void FixedWindow_CountsAnewInEachWindow()
    {
        var key = new Key(Limit(RateLimitAlgorithm.FixedWindow, 2, 10));
        key.At = TimeSpan.FromSeconds(109);

        Assert.Equal([true, true, false], key.Take(0, 0, 0));
        Assert.Equal(1, key.Last.RetryAfter.TotalSeconds);
        Assert.Equal([true, true, false], key.Take(1, 0, 0));
        Assert.Equal(10, key.Last.RetryAfter.TotalSeconds);
    }

    [Fact]
    public void SlidingWindow_FormerWindow_CountsAsFarAsItLiesWithin()
    {
        var key = new Key(Limit(RateLimitAlgorithm.SlidingWindow, 4, 10));
        key.At = TimeSpan.FromSeconds(109);

        Assert.Equal([true, true, true, true, false], key.Take(0, 0, 0, 0, 0));
        // A second and a fourth of the next window: three of the four still count for a moment more.
        Assert.Equal(1 + 2.5, key.Last.RetryAfter.TotalSeconds, 3);
        Assert.Equal([false, true, false], key.Take(1, 2.5, 0));
        Assert.Equal(2.5, key.Last.RetryAfter.TotalSeconds, 3);
    }

    [Theory]
    [InlineData(RateLimitAlgorithm.TokenBucket)]
    [InlineData(RateLimitAlgorithm.FixedWindow)]
    [InlineData(RateLimitAlgorithm.SlidingWindow)]
    public void Judge_AnyRequests_KeepTheLaws(RateLimitAlgorithm algorithm) =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<PositiveInt>(),
                ArbMap.Default.ArbFor<PositiveInt>(),
                ArbMap.Default.ArbFor<NonNegativeInt[]>(),
                (requests, seconds, pauses) =>
                {
                    var limit = Limit(algorithm, requests.Get % 50 + 1, seconds.Get % 100 + 1);
                    var rule = RateRule.Of(limit);
                    var (state, now, passed) = (0L, Start, new List<TimeSpan>());
                    foreach (var pause in pauses)
                    {
                        now += TimeSpan.FromMilliseconds(pause.Get * 37 % 20_000);
                        var verdict = rule.Judge(state, now);
                        if (verdict.IsAllowed)
                        {
                            state = verdict.Next;
                            passed.Add(now);
                            Assert.InRange(verdict.Remaining, 0, limit.Requests - 1);
                            Assert.Equal(TimeSpan.Zero, verdict.RetryAfter);
                        }
                        else
                        {
                            // Who comes when he was told to is let in, and a tick before that is not.
                            Assert.True(rule.Judge(state, now + verdict.RetryAfter).IsAllowed);
                            Assert.False(
                                rule.Judge(
                                    state,
                                    now + verdict.RetryAfter - TimeSpan.FromTicks(1)
                                ).IsAllowed
                            );
                            Assert.False(rule.IsIdle(state, now));
                        }

                        // Forgetting an idle key changes nothing.
                        Assert.True(
                            !rule.IsIdle(state, now) || rule.Judge(0, now) == rule.Judge(state, now)
                        );
                        // No period ever holds more than twice the limit, whatever the algorithm.
                        Assert.True(
                            passed.Count(at => at > now - limit.Period) <= 2 * limit.Requests
                        );
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(RateLimitAlgorithm.TokenBucket)]
    [InlineData(RateLimitAlgorithm.FixedWindow)]
    [InlineData(RateLimitAlgorithm.SlidingWindow)]
    public void Judge_LargestLimit_DoesNotOverflow(RateLimitAlgorithm algorithm)
    {
        var limit = new RateLimit
        {
            Algorithm = algorithm,
            Requests = RateLimit.MostRequests,
            Period = RateLimit.LongestPeriod,
        };
        var rule = RateRule.Of(limit);
        var state = 0L;
        for (var n = 0; n < RateLimit.MostRequests; n++)
        {
            var verdict = rule.Judge(state, Start);
            Assert.True(verdict.IsAllowed);
            state = verdict.Next;
        }

        Assert.False(rule.Judge(state, Start).IsAllowed);
    }

    private static RateLimit Limit(RateLimitAlgorithm algorithm, int requests, int seconds) =>
        new()
        {
            Algorithm = algorithm,
            Requests = requests,
            Period = TimeSpan.FromSeconds(seconds),
        };

    private sealed class Key(RateLimit limit)
    {
        private readonly RateRule _rule = RateRule.Of(limit);
        private long _state;

        public TimeSpan At { get; set; } = TimeSpan.FromDays(3);

        public RateVerdict Last { get; private set; }

        /// <summary>Whether each request passes; they come so many seconds after one another.</summary>
        public bool[] Take(params double[] pauses) =>
            [
                .. pauses.Select(pause =>
                {
                    At += TimeSpan.FromSeconds(pause);
                    Last = _rule.Judge(_state, At);
                    _state = Last.Next;
                    return Last.IsAllowed;
                }),
            ];
    }
}
