using System.Text.Json;
using LbPlatform.Cli.Resources;

namespace LbPlatform.Cli.Tests.Resources;

public sealed class DrainTextTests
{
    [Theory]
    [InlineData(
        """{"name":"a","drain":{"state":"drained","deadline":"2026-01-31T12:00:30Z","nodes":[]}}""",
        true,
        "a is drained"
    )]
    [InlineData(
        """{"name":"a","drain":{"state":"draining","deadline":"2026-01-31T12:00:30Z","nodes":[]}}""",
        false,
        "a drains until 12:00:30Z: no data plane reports"
    )]
    [InlineData(
        """{"name":"a","drain":{"state":"draining","deadline":"2026-01-31T12:00:30Z","nodes":[{"node":"x","inFlight":3},{"node":"y"}]}}""",
        false,
        "a drains until 12:00:30Z: x has 3 in flight, y has not said yet"
    )]
    public void Of_Backend_SaysWhatItWaitsFor(string backend, bool isDrained, string expected)
    {
        var shown = JsonElement.Parse(backend);

        Assert.Equal(isDrained, DrainText.IsDrained(shown));
        Assert.Equal(expected, DrainText.Of(shown));
    }
}
