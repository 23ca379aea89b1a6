using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Protection;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Tests.Protection;

public sealed class OverloadGuardTests : IDisposable
{
    private const long Bound = 100 << 20;

    private readonly ManualTimeProvider _time = new();
    private readonly LogLines _lines = new();
    private readonly Resources _resources = new();
    private readonly ActiveRequests _active = new();
    private readonly ILoggerFactory _loggers;
    private readonly OverloadGuard _guard;

    public OverloadGuardTests()
    {
        _loggers = LoggerFactory.Create(builder => builder.AddProvider(_lines));
        _guard = Make(
            new()
            {
                MaxConnections = 2,
                MaxRequestsInFlight = 10,
                MaxMemoryBytes = Bound,
            }
        );
    }

    [Fact]
    public void Requests_OverTheBound_AreShedUntilFewerAreInFlight()
    {
        Assert.False(_guard.Sheds(10));
        Assert.True(_guard.Sheds(11));
        Assert.True(_guard.Sheds(11));
        Assert.False(_guard.Sheds(9));
        Assert.Single(_lines.Of(4162), static line => line.Contains("10 requests in flight"));
        Assert.Contains("10 requests in flight", Ready());

        Sample(OverloadGuard.SampleInterval);
        Assert.Empty(_lines.Of(4163));
        Sample(OverloadGuard.Calm);

        Assert.Single(_lines.Of(4163), static line => line.Contains("2 were refused"));
        Assert.Null(_guard.Shortage);
        Assert.Equal("", Ready());
    }

    [Fact]
    public void Memory_OverTheBound_ShedsAllUntilItIsWellBelow()
    {
        _resources.Used = Bound;
        Sample(OverloadGuard.SampleInterval);
        Assert.True(_guard.Sheds(1));

        _resources.Used = Bound * 95 / 100;
        Sample(OverloadGuard.SampleInterval);
        Assert.True(_guard.Sheds(1));

        _resources.Used = Bound / 2;
        Sample(OverloadGuard.SampleInterval);
        Assert.False(_guard.Sheds(1));
        Sample(OverloadGuard.Calm);
        Assert.Equal((1, 1), (_lines.Count(4162), _lines.Count(4163)));
    }

    [Fact]
    public void Memory_OfGarbage_IsCollectedAndNothingIsShed()
    {
        (_resources.Used, _resources.AfterCollection) = (Bound, Bound / 10);

        Sample(OverloadGuard.SampleInterval);

        Assert.False(_guard.Sheds(1));
        Assert.Equal(1, _resources.Collections);
        Assert.Empty(_lines.All);
    }

    [Fact]
    public void Memory_StaysShort_IsCollectedNowAndThenOnly()
    {
        _resources.Used = Bound;

        for (var n = 0; n < 41; n++)
        {
            Sample(OverloadGuard.SampleInterval);
        }

        Assert.Equal(2, _resources.Collections);
        Assert.Single(_lines.Of(4162));
    }

    [Fact]
    public void Connections_OverTheBound_AreRefusedUntilOneEnds()
    {
        Assert.True(_guard.TryConnect());
        Assert.True(_guard.TryConnect());
        Assert.False(_guard.TryConnect());
        Assert.Equal(2, _guard.Connections);

        _guard.Disconnect();

        Assert.True(_guard.TryConnect());
    }

    [Fact]
    public void Pressure_FromFourFifths_IsFoundBySamples()
    {
        for (var n = 0; n < 8; n++)
        {
            _active.Enter();
        }

        Assert.False(_guard.IsPressed);
        _guard.Sample();
        Assert.True(_guard.IsPressed);
        _active.Leave();
        _guard.Sample();
        Assert.False(_guard.IsPressed);
    }

    [Fact]
    public void Descriptors_TooFew_LowerTheBoundAndAreNamed()
    {
        _resources.Open = OverloadRules.ReservedDescriptors + 2;

        var guard = Make(new());

        Assert.True(guard.TryConnect());
        Assert.False(guard.TryConnect());
        Make(new() { MaxConnections = OverloadOptions.UsualMaxConnections - 1 });
        Assert.Equal(
            [LogLevel.Information, LogLevel.Warning],
            _lines.All.Where(static line => line.Id == 4164).Select(static line => line.Level)
        );
    }

    [Fact]
    public void ProcessResources_OfThisProcess_AreKnown()
    {
        var resources = new ProcessResources();

        Assert.InRange(resources.UsedMemory, 1, resources.AvailableMemory);
        Assert.InRange(resources.Descriptors, 64, long.MaxValue);
    }

    public void Dispose() => _loggers.Dispose();

    private OverloadGuard Make(OverloadOptions options) =>
        new(
            Options.Create(new DataPlaneOptions { Overload = options }),
            _active,
            _resources,
            _time,
            _loggers.CreateLogger<OverloadGuard>()
        );

    private void Sample(TimeSpan later)
    {
        _time.Advance(later);
        _guard.Sample();
    }

    private string Ready() =>
        string.Concat(
            new OverloadReadiness(_guard)
                .Check()
                .Select(static line =>
                {
                    Assert.Equal(ReadinessState.Degraded, line.State);
                    return line.ToString();
                })
        );

    private sealed class Resources : ProcessResources
    {
        public long Used { get; set; }

        public long? AfterCollection { get; set; }

        public long Open { get; set; } = 1 << 20;

        public int Collections { get; private set; }

        public override long UsedMemory => Used;

        public override long AvailableMemory => Bound;

        public override long Descriptors => Open;

        public override void Collect()
        {
            Collections++;
            Used = AfterCollection ?? Used;
        }
    }
}
