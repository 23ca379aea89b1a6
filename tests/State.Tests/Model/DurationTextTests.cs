using FsCheck;
using FsCheck.Fluent;
using LbPlatform.State.Model;

namespace LbPlatform.State.Tests.Model;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("10s", 10)]
    [InlineData("1.5s", 1.5)]
    [InlineData("1m30s", 90)]
    [InlineData("24h", 86400)]
    [InlineData("7d", 604800)]
    [InlineData("0s", 0)]
    public void TryParse_Duration_IsRead(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1 s")]
    [InlineData("10x")]
    [InlineData("1..5s")]
    [InlineData("99999999999999999d")]
    [InlineData("79228162514264337593543950335d")]
    [InlineData("10s10")]
    public void TryParse_Malformed_IsRefused(string? text) =>
        Assert.False(DurationText.TryParse(text, out _));

    [Fact]
    public void Format_AnyMilliseconds_IsReadBack() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNegativeInt>(),
                static n =>
                    DurationText.TryParse(
                        DurationText.Format(TimeSpan.FromMilliseconds(n.Get)),
                        out var back
                    )
                    && back == TimeSpan.FromMilliseconds(n.Get)
            )
            .QuickCheckThrowOnFailure();
}
