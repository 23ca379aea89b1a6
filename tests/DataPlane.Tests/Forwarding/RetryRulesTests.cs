using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Tests.Forwarding;

public sealed class RetryRulesTests
{
    [Theory]
    [InlineData(nameof(AttemptResult.NotConnected), true, true)]
    [InlineData(nameof(AttemptResult.NotConnected), false, true)]
    [InlineData(nameof(AttemptResult.Unsent), false, true)]
    [InlineData(nameof(AttemptResult.Stale), true, true)]
    [InlineData(nameof(AttemptResult.Stale), false, false)]
    [InlineData(nameof(AttemptResult.Broken), true, true)]
    [InlineData(nameof(AttemptResult.Broken), false, false)]
    [InlineData(nameof(AttemptResult.Answered), true, false)]
    [InlineData(nameof(AttemptResult.TooSlow), true, false)]
    [InlineData(nameof(AttemptResult.Malformed), true, false)]
    [InlineData(nameof(AttemptResult.CutShort), true, false)]
    [InlineData(nameof(AttemptResult.ClientFault), true, false)]
    [InlineData(nameof(AttemptResult.ClientGone), true, false)]
    public void MayRetry_OnlyWhatIsSafe(string result, bool isRepeatable, bool expected) =>
        Assert.Equal(
            expected,
            RetryRules.MayRetry(
                Enum.Parse<AttemptResult>(result),
                isRepeatable,
                attempts: 1,
                TimeSpan.Zero
            )
        );

    [Fact]
    public void MayRetry_LimitsReached_No()
    {
        Assert.False(
            RetryRules.MayRetry(
                AttemptResult.NotConnected,
                isRepeatable: true,
                RetryRules.MostAttempts,
                TimeSpan.Zero
            )
        );
        Assert.False(
            RetryRules.MayRetry(
                AttemptResult.NotConnected,
                isRepeatable: true,
                1,
                RetryRules.TotalTime
            )
        );
    }

    [Theory]
    [InlineData("GET", true)]
    [InlineData("HEAD", true)]
    [InlineData("OPTIONS", true)]
    [InlineData("TRACE", true)]
    [InlineData("POST", false)]
    [InlineData("PUT", false)]
    [InlineData("DELETE", false)]
    [InlineData("PATCH", false)]
    [InlineData("BREW", false)]
    public void IsRepeatable_SafeMethodsOnly(string method, bool expected) =>
        Assert.Equal(expected, RetryRules.IsRepeatable(method));

    [Theory]
    [InlineData("Unsent", false, 0, true)]
    [InlineData("Stale", true, 0, true)]
    [InlineData("Stale", false, 0, false)]
    [InlineData("Broken", true, 0, false)]
    [InlineData("NotConnected", true, 0, false)]
    [InlineData("Unsent", true, RetryRules.MostStale, false)]
    public void MayRepeat_AtTheSameBackend_OnlyWhereItsConnectionWasStale(
        string result,
        bool isRepeatable,
        int repetitions,
        bool expected
    ) =>
        Assert.Equal(
            expected,
            RetryRules.MayRepeat(Enum.Parse<AttemptResult>(result), isRepeatable, repetitions)
        );
}
