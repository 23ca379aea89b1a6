using LbPlatform.DataPlane.Protection;

namespace LbPlatform.DataPlane.Tests.Protection;

public sealed class ProtectionOptionsRulesTests
{
    [Fact]
    public void Refuse_Defaults_AreGood() => Assert.Empty(ProtectionOptionsRules.Refuse(new()));

    [Fact]
    public void Refuse_AllThatIsOutOfBounds_IsNamed()
    {
        var options = new DataPlaneOptions
        {
            Limits = new()
            {
                MaxConnections = -1,
                MaxConnectionsPerClient = -1,
                Allow = "10.0.0.1/8",
                Deny = "nowhere",
                MaxRequestLineBytes = 10,
                MaxHeadBytes = int.MaxValue,
                MaxFields = 0,
                HeadTimeout = TimeSpan.Zero,
                IdleTimeout = TimeSpan.FromDays(3),
                MaxBodyBytes = -1,
                MinRequestBytesPerSecond = -1,
                MinResponseBytesPerSecond = int.MaxValue,
                RateGrace = TimeSpan.Zero,
            },
            Overload = new()
            {
                MaxConnections = 0,
                MaxRequestsInFlight = 0,
                MaxMemoryBytes = -1,
                PressedIdleTimeout = TimeSpan.Zero,
            },
        };

        var failures = ProtectionOptionsRules.Refuse(options).ToList();

        Assert.Equal(
            typeof(LimitsOptions).GetProperties().Length
                + typeof(OverloadOptions).GetProperties().Length,
            failures.Count
        );
        Assert.Contains(failures, static failure => failure.Contains("'10.0.0.0/8'"));
    }

    [Fact]
    public void Refuse_ListenerLooserThanTheServer_IsNamed()
    {
        var options = new DataPlaneOptions
        {
            Listeners =
            [
                new()
                {
                    Url = "http://*:1",
                    Limits = new()
                    {
                        MaxRequestLineBytes = 1 << 19,
                        MaxHeadBytes = 1 << 19,
                        MaxFields = 1000,
                        HeadTimeout = TimeSpan.FromMinutes(1),
                        IdleTimeout = TimeSpan.FromMinutes(5),
                    },
                },
            ],
        };

        var failures = ProtectionOptionsRules.Refuse(options).ToList();

        Assert.Equal(5, failures.Count);
        Assert.All(
            failures,
            static failure =>
                Assert.StartsWith(
                    "DataPlane:Listeners:0:Limits:",
                    failure,
                    StringComparison.Ordinal
                )
        );
    }
}
