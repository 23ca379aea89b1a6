using LbPlatform.DataPlane.Silence;
using LbPlatform.DataPlane.Traffic;

namespace LbPlatform.DataPlane.Tests.Silence;

public sealed class RecentAnswersTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Within_AnswersOfThisWindowAndTheLast_OlderOnesAreForgotten()
    {
        var counters = new BackendCounters(_time);
        var recent = new RecentAnswers(counters);
        Answer(counters, TimeSpan.FromMilliseconds(5));
        Answer(counters, TimeSpan.FromSeconds(30));
        Assert.Equal((2, 1), recent.Within(Limit));

        recent.Roll(began: 2);
        Answer(counters, TimeSpan.FromMilliseconds(5));
        Assert.Equal((3, 2), recent.Within(Limit));

        recent.Roll(began: 3);
        Assert.Equal((1, 1), recent.Within(Limit));

        recent.Roll(began: 3);
        Assert.Equal((0, 0), recent.Within(Limit));
    }

    private void Answer(BackendCounters counters, TimeSpan after)
    {
        var began = _time.GetTimestamp();
        _time.Advance(after);
        counters.Began(began);
    }
}
