using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Tests.Forwarding;

public sealed class RetryRulesTests
{
    [Theory]
    [InlineData(nameof(AttemptResult.NotConnected), true, false, true)]
    [InlineData(nameof(AttemptResult.NotConnected), false, false, true)]
    [InlineData(nameof(AttemptResult.Broken), true, false, true)]
    [InlineData(nameof(AttemptResult.Broken), false, false, false)]
    [InlineData(nameof(AttemptResult.Answered), true, false, false)]
    [InlineData(nameof(AttemptResult.TooSlow), true, false, false)]
    [InlineData(nameof(AttemptResult.Malformed), true, false, false)]
    [InlineData(nameof(AttemptResult.CutShort), true, false, false)]
    [InlineData(nameof(AttemptResult.ClientFault), true, false, false)]
    [InlineData(nameof(AttemptResult.ClientGone), true, false, false)]
    [InlineData(nameof(AttemptResult.NotConnected), false, true, true)]
    [InlineData(nameof(AttemptResult.Broken), true, true, false)]
    [InlineData(nameof(AttemptResult.Refused), false, false, true)]
    [InlineData(nameof(AttemptResult.Refused), true, true, false)]
    [InlineData(nameof(AttemptResult.Unsent), false, true, true)]
    [InlineData(nameof(AttemptResult.Stale), true, false, true)]
    [InlineData(nameof(AttemptResult.Stale), true, true, false)]
    [InlineData(nameof(AttemptResult.Stale), false, false, false)]
    public void MayRetry_OnlyWhatIsSafe(
        string result,
        bool isRepeatable,
        bool hasBody,
        bool expected
    ) =>
        Assert.Equal(
            expected,
            RetryRules.MayRetry(
                Enum.Parse<AttemptResult>(result),
                isRepeatable,
                hasBody,
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
                hasBody: false,
                RetryRules.MostAttempts,
                TimeSpan.Zero
            )
        );
        Assert.False(
            RetryRules.MayRetry(
                AttemptResult.NotConnected,
                isRepeatable: true,
                hasBody: false,
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
    [InlineData("Unsent", false, true, 0, true)]
    [InlineData("Stale", true, false, 0, true)]
    [InlineData("Stale", true, true, 0, false)]
    [InlineData("Stale", false, false, 0, false)]
    [InlineData("Broken", true, false, 0, false)]
    [InlineData("NotConnected", true, false, 0, false)]
    [InlineData("Unsent", true, false, RetryRules.MostStale, false)]
    public void MayRepeat_AtTheSameBackend_OnlyWhereItsConnectionWasStale(
        string result,
        bool isRepeatable,
        bool hasBody,
        int repetitions,
        bool expected
    ) =>
        Assert.Equal(
            expected,
            RetryRules.MayRepeat(
                Enum.Parse<AttemptResult>(result),
                isRepeatable,
                hasBody,
                repetitions
            )
        );
}
