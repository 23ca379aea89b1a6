using LbPlatform.DataPlane.Forwarding;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Forwarding;

public sealed class RetryRulesTests
{
    private static readonly RetrySettings Settings = new();

    [Theory]
    [InlineData(nameof(AttemptResult.NotConnected), false, false, true)]
    [InlineData(nameof(AttemptResult.Forbidden), false, false, true)]
    [InlineData(nameof(AttemptResult.Forbidden), false, true, true)]
    [InlineData(nameof(AttemptResult.Unsent), false, false, true)]
    [InlineData(nameof(AttemptResult.Refused), false, true, true)]
    [InlineData(nameof(AttemptResult.Refused), true, false, false)]
    [InlineData(nameof(AttemptResult.Broken), true, true, true)]
    [InlineData(nameof(AttemptResult.Broken), false, true, false)]
    [InlineData(nameof(AttemptResult.Broken), true, false, false)]
    [InlineData(nameof(AttemptResult.Stale), true, true, true)]
    [InlineData(nameof(AttemptResult.Stale), true, false, false)]
    [InlineData(nameof(AttemptResult.Stale), false, true, false)]
    [InlineData(nameof(AttemptResult.Rejected), true, true, true)]
    [InlineData(nameof(AttemptResult.Rejected), false, true, false)]
    [InlineData(nameof(AttemptResult.Rejected), true, false, false)]
    [InlineData(nameof(AttemptResult.TryTimedOut), true, true, true)]
    [InlineData(nameof(AttemptResult.TryTimedOut), false, true, false)]
    [InlineData(nameof(AttemptResult.Answered), true, true, false)]
    [InlineData(nameof(AttemptResult.TooSlow), true, true, false)]
    [InlineData(nameof(AttemptResult.Malformed), true, true, false)]
    [InlineData(nameof(AttemptResult.CutShort), true, true, false)]
    [InlineData(nameof(AttemptResult.ClientFault), true, true, false)]
    [InlineData(nameof(AttemptResult.ClientGone), true, true, false)]
    public void MayRetry_OnlyWhatIsSafe(
        string result,
        bool isRepeatable,
        bool isBodyAtHand,
        bool expected
    ) =>
        Assert.Equal(
            expected,
            RetryRules.MayRetry(
                Enum.Parse<AttemptResult>(result),
                Settings,
                isRepeatable,
                isBodyAtHand,
                attempts: 1,
                TimeSpan.Zero
            )
        );

    [Theory]
    [InlineData(nameof(AttemptResult.Broken), false, true, false)]
    [InlineData(nameof(AttemptResult.Broken), true, false, true)]
    [InlineData(nameof(AttemptResult.Rejected), true, false, false)]
    [InlineData(nameof(AttemptResult.Rejected), false, true, true)]
    [InlineData(nameof(AttemptResult.NotConnected), false, false, true)]
    public void MayRetry_AsThePoolAllows(
        string result,
        bool onReset,
        bool onStatus,
        bool expected
    ) =>
        Assert.Equal(
            expected,
            MayRetry(
                Enum.Parse<AttemptResult>(result),
                Settings with
                {
                    OnReset = onReset,
                    OnStatus = onStatus,
                },
                1,
                TimeSpan.Zero
            )
        );

    [Theory]
    [InlineData(3, 2, true)]
    [InlineData(3, 3, false)]
    [InlineData(1, 1, false)]
    [InlineData(5, 4, true)]
    public void MayRetry_AttemptsUsedUp_No(int most, int made, bool expected) =>
        Assert.Equal(
            expected,
            MayRetry(
                AttemptResult.NotConnected,
                Settings with
                {
                    Attempts = most,
                },
                made,
                TimeSpan.Zero
            )
        );

    [Fact]
    public void MayRetry_TooLate_No() =>
        Assert.False(MayRetry(AttemptResult.NotConnected, Settings, 1, RetryRules.TotalTime));

    private static bool MayRetry(
        AttemptResult result,
        RetrySettings settings,
        int attempts,
        TimeSpan elapsed
    ) =>
        RetryRules.MayRetry(
            result,
            settings,
            isRepeatable: true,
            isBodyAtHand: true,
            attempts,
            elapsed
        );

    [Theory]
    [InlineData("GET", true)]
    [InlineData("HEAD", true)]
    [InlineData("OPTIONS", true)]
    [InlineData("TRACE", true)]
    [InlineData("POST", false)]
    [InlineData("PUT", true)]
    [InlineData("DELETE", true)]
    [InlineData("PATCH", false)]
    [InlineData("BREW", false)]
    public void IsRepeatable_IdempotentMethodsOnly(string method, bool expected) =>
        Assert.Equal(expected, RetryRules.IsRepeatable(method));

    [Theory]
    [InlineData("Unsent", false, false, 0, true)]
    [InlineData("Stale", true, true, 0, true)]
    [InlineData("Stale", true, false, 0, false)]
    [InlineData("Stale", false, true, 0, false)]
    [InlineData("Broken", true, true, 0, false)]
    [InlineData("NotConnected", true, true, 0, false)]
    [InlineData("Unsent", true, true, RetryRules.MostStale, false)]
    public void MayRepeat_AtTheSameBackend_OnlyWhereItsConnectionWasStale(
        string result,
        bool isRepeatable,
        bool isBodyAtHand,
        int repetitions,
        bool expected
    ) =>
        Assert.Equal(
            expected,
            RetryRules.MayRepeat(
                Enum.Parse<AttemptResult>(result),
                isRepeatable,
                isBodyAtHand,
                repetitions
            )
        );

    [Theory]
    [InlineData(nameof(AttemptResult.NotConnected), true)]
    [InlineData(nameof(AttemptResult.Forbidden), true)]
    [InlineData(nameof(AttemptResult.Unsent), true)]
    [InlineData(nameof(AttemptResult.Refused), true)]
    [InlineData(nameof(AttemptResult.Broken), false)]
    [InlineData(nameof(AttemptResult.Rejected), false)]
    public void IsFree_WhatReachedNobody(string result, bool isFree) =>
        Assert.Equal(isFree, RetryRules.IsFree(Enum.Parse<AttemptResult>(result)));
}
