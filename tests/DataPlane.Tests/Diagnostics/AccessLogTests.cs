using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Tests.Diagnostics;

public sealed class AccessLogTests
{
    private readonly LogLines _lines = new();

    [Fact]
    public async Task Write_MoreThanFits_IsDroppedAndCounted()
    {
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(_lines));
        using var log = Make(loggers, isOn: true);
        for (var n = 0; n < AccessLog.MostWaiting + 7; n++)
        {
            log.Write(Request());
        }

        await log.StartAsync(default);
        await log.StopAsync(default);

        Assert.Equal(AccessLog.MostWaiting, _lines.Count(4000));
        Assert.Equal(["7 lines of the access log were dropped"], _lines.Of(4002));
    }

    [Fact]
    public async Task Write_Off_IsNothing()
    {
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(_lines));
        using var log = Make(loggers, isOn: false);

        log.Write(Request());
        await log.StartAsync(default);
        await log.StopAsync(default);

        Assert.Empty(_lines.All);
    }

    private static AccessLog Make(ILoggerFactory loggers, bool isOn) =>
        new(
            Options.Create(new DataPlaneOptions { AccessLog = isOn }),
            TimeProvider.System,
            loggers
        );

    private static DefaultHttpContext Request()
    {
        var context = new DefaultHttpContext();
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = "/p?secret";
        context.Request.Method = "GET";
        return context;
    }
}
