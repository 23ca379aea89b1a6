using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Traffic;
using LbPlatform.State.Traffic;

namespace LbPlatform.DataPlane.Tests.Traffic;

public sealed class TrafficAccountTests
{
    private readonly BackendState _backend = new(Some.Backend("a"));

    [Theory]
    [InlineData(200, 1)]
    [InlineData(101, 0)]
    [InlineData(599, 4)]
    [InlineData(999, 4)]
    public void Attempted_Answered_CountsItsClass(int status, int at)
    {
        TrafficAccount.Attempted(_backend, Attempt.Answered, status);

        var counts = _backend.Counters.Read();
        Assert.Equal(1, counts.Answers[at]);
        Assert.Equal(1, counts.Requests);
    }

    [Fact]
    public void Attempted_AnswerNotPassedOn_IsAnAnswerToo()
    {
        TrafficAccount.Attempted(_backend, new(AttemptResult.Rejected, "status"), 503);

        Assert.Equal(1, _backend.Counters.Read().Answers[4]);
    }

    [Theory]
    [InlineData((int)AttemptResult.NotConnected, "dns", TrafficError.Dns)]
    [InlineData((int)AttemptResult.Broken, "reset", TrafficError.Reset)]
    [InlineData((int)AttemptResult.CutShort, "reset", TrafficError.Reset)]
    [InlineData((int)AttemptResult.ClientGone, "client", TrafficError.Cancelled)]
    [InlineData((int)AttemptResult.ClientFault, "client", TrafficError.Cancelled)]
    public void Attempted_Failed_CountsItsWordAndNoAnswer(
        int result,
        string reason,
        TrafficError error
    )
    {
        TrafficAccount.Attempted(_backend, new((AttemptResult)result, reason), 200);

        var counts = _backend.Counters.Read();
        Assert.Equal(1, counts.Errors[(int)error]);
        Assert.Equal(1, counts.Requests);
    }
}
