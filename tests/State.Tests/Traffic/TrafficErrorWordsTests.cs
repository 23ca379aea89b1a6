using LbPlatform.State.Traffic;

namespace LbPlatform.State.Tests.Traffic;

public sealed class TrafficErrorWordsTests
{
    [Theory]
    [InlineData("refused", TrafficError.Refused)]
    [InlineData("tls", TrafficError.Tls)]
    [InlineData("status", TrafficError.Error)]
    public void Of_AnyWord_IsItsErrorOrTheLast(string word, TrafficError error) =>
        Assert.Equal(error, TrafficErrorWords.Of(word));

    [Fact]
    public void All_Words_LeadBack() =>
        Assert.All(
            Enum.GetValues<TrafficError>(),
            static error => Assert.Equal(error, TrafficErrorWords.Of(error.ToWord()))
        );
}
