using LbPlatform.DataPlane.Silence;

namespace LbPlatform.DataPlane.Tests.Silence;

public sealed class PendingAnswersTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private readonly ManualTimeProvider _time = new();
    private readonly PendingAnswers _pending;

    public PendingAnswersTests() => _pending = new(_time);

    [Fact]
    public void Remove_InAnyOrder_LeavesTheOthers()
    {
        PendingAnswer[] all = [new(), new(), new(), new()];
        foreach (var one in all)
        {
            _pending.Add(one);
        }

        foreach (var at in new[] { 1, 3, 0, 2 })
        {
            Assert.True(all[at].IsListed);
            _pending.Remove(all[at]);
            _pending.Remove(all[at]);
            Assert.False(all[at].IsListed);
        }

        Assert.Equal(0, _pending.Count);
        Assert.Equal(default, _pending.Look(Limit));
    }

    [Fact]
    public void TryAnswer_Listed_IsTheLastAnswer()
    {
        using var one = new PendingAnswer();
        _pending.Add(one);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(_pending.TryAnswer(one));

        Assert.Equal(_time.GetTimestamp(), _pending.AnsweredAt);
        Assert.False(_pending.TryAnswer(one));
    }

    [Fact]
    public void Count_ByAgeAndTurn()
    {
        var half = Limit / 2;
        Assert.Equal(new(0, 0, 0), default(PendingCount).With(half * 0.9, isPassed: true, Limit));
        Assert.Equal(new(0, 1, 0), default(PendingCount).With(half, isPassed: true, Limit));
        Assert.Equal(new(1, 1, 0), default(PendingCount).With(Limit, isPassed: true, Limit));
        Assert.Equal(new(0, 0, 1), default(PendingCount).With(Limit, isPassed: false, Limit));
        Assert.Equal(new(0, 0, 0), default(PendingCount).With(half, isPassed: false, Limit));
    }
}
