using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Retries;
using LbPlatform.DataPlane.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Tests.Diagnostics;

public sealed class FailureLogTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly LogLines _lines = new();
    private readonly FailureLog _log;

    public FailureLogTests()
    {
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(_lines));
        _log = new FailureLog(_time, loggers.CreateLogger<FailureLog>());
    }

    [Fact]
    public void Note_ManyAlike_IsOneLineASecondWithTheirNumber()
    {
        for (var n = 0; n < 10; n++)
        {
            Note(ErrorReason.Reset, "a");
        }

        Note(ErrorReason.Timeout, "a");
        Note(ErrorReason.Reset, "b");
        _time.Advance(FailureLog.Interval);
        Note(ErrorReason.Reset, "a");

        Assert.Equal(4, _lines.Count(4001));
        Assert.Equal(
            "Request failed: reset backend=a GET /p after 5 ms (9 more alike since the last line)",
            _lines.Of(4001)[^1]
        );
    }

    [Fact]
    public void Note_WhatMoreIsKnown_StandsBesideTheWord()
    {
        Note(ErrorReason.ConnectFailed, "a", "the certificate\nexpired");

        Assert.StartsWith(
            @"Request failed: connect_failed (the certificate\x0aexpired) backend=a",
            _lines.Of(4001)[0],
            StringComparison.OrdinalIgnoreCase
        );
    }

    private void Note(ErrorReason reason, string backend, string detail = "")
    {
        var exchange = new Exchange(
            "/p?secret",
            RoutePlan.Of(Some.Route()),
            new PoolState("p", new RoundRobin()),
            0,
            new ResponseTransformer(Options.Create(new DataPlaneOptions())),
            new RetryGate(TimeProvider.System)
        );
        exchange.Attempt(new BackendState(Some.Backend(backend)), 0);
        _log.Note(reason, exchange, detail, "GET", TimeSpan.FromMilliseconds(5));
    }
}
