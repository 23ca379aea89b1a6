using LbPlatform.ControlPlane.Nodes;
using LbPlatform.State.Nodes;

namespace LbPlatform.ControlPlane.Tests.Nodes;

public sealed class NodeRegistryTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly NodeRegistry _nodes;

    public NodeRegistryTests() => _nodes = new NodeRegistry(_time);

    [Fact]
    public void Report_Silent_IsDeadAndLaterForgotten()
    {
        Report("a");
        _time.Advance(NodeReporter.DeadAfter);
        Assert.True(_nodes.IsLive(Assert.Single(_nodes.Look().Nodes)));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(_nodes.IsLive(Assert.Single(_nodes.Look().Nodes)));

        _time.Advance(NodeRegistry.ForgottenAfter);
        Report("b");

        Assert.Equal("b", Assert.Single(_nodes.Look().Nodes).Report.Id);
    }

    [Fact]
    public void Urls_OfAForgottenNode_StayKnownUpToTheirLimit()
    {
        for (var n = 0; n < NodeRegistry.MostUrls + 10; n++)
        {
            _nodes.Report(
                new NodeReport
                {
                    Id = "a",
                    Kind = NodeKind.DataPlane,
                    Version = "1",
                    StartedAt = Some.Instant,
                    Urls = [$"http://*:{n}"],
                }
            );
        }

        Assert.Equal(NodeRegistry.MostUrls, _nodes.Urls.Count);
        Assert.Contains("http://*:0", _nodes.Urls);
    }

    [Fact]
    public void Report_MoreThanAreRemembered_TheSilentOneGoes()
    {
        for (var n = 0; n <= NodeRegistry.MostNodes; n++)
        {
            Report($"n{n}");
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        var known = _nodes.Look().Nodes.Select(static node => node.Report.Id).ToList();
        Assert.Equal(NodeRegistry.MostNodes, known.Count);
        Assert.DoesNotContain("n0", known);
    }

    [Fact]
    public void Look_News_EndsWithTheNextReport()
    {
        var (_, news) = _nodes.Look();
        Assert.False(news.IsCompleted);

        Report("a");

        Assert.True(news.IsCompleted);
        Assert.False(_nodes.Look().News.IsCompleted);
    }

    private void Report(string id) =>
        _nodes.Report(
            new NodeReport
            {
                Id = id,
                Kind = NodeKind.DataPlane,
                Version = "1",
                StartedAt = Some.Instant,
                Urls = [],
            }
        );
}
