using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.Poller.Tests.Probing;

public sealed class Http2QuestionTests
{
    private static readonly BackendTransport Http2 = new() { Protocol = BackendProtocol.Http2 };

    [Fact]
    public async Task Ask_OwnHostMethodAndHeaders_AreWhatIsSent()
    {
        var heard = "";
        await using var origin = await KestrelOrigin.StartAsync(
            context =>
            {
                var fields = context.Request.Headers;
                heard =
                    $"{context.Request.Method} {context.Request.Path} {context.Request.Host} {fields["x-probe"]} {fields.UserAgent}";
                return Task.CompletedTask;
            },
            HttpProtocols.Http2
        );

        var result = await Asking.ProbeAsync(
            $"http://127.0.0.1:{FreePort.Next()}",
            Asking.Patient with
            {
                Method = ProbeMethod.Head,
                Path = "/p",
                Port = origin.Port,
                Host = "api.example:81",
                Headers = ProbeHeaders.Of([new("X-Probe", "1"), new("User-Agent", "me")]),
            },
            Http2
        );

        Assert.Equal("ok", result.Said());
        Assert.Equal("HEAD /p api.example:81 1 me", heard);
    }

    [Theory]
    [InlineData("yes", "I am ok", "ok")]
    [InlineData("no", "I am ok", "header got header X-Ready: no, expected X-Ready: yes")]
    [InlineData("yes", "bad", "body the body did not contain 'ok'; it began with 'bad'")]
    [InlineData("yes", "", "body the body did not contain 'ok': it was empty")]
    public async Task Ask_HeaderAndBodyExpected_AreFoundOrTheReasonSaid(
        string header,
        string body,
        string says
    )
    {
        await using var origin = await KestrelOrigin.StartAsync(
            context =>
            {
                context.Response.Headers["X-Ready"] = header;
                return context.Response.WriteAsync(body);
            },
            HttpProtocols.Http2
        );

        var result = await Asking.ProbeAsync(
            origin.Url,
            Asking.Patient with
            {
                ExpectedBody = "ok",
                ExpectedHeader = new() { Name = "X-Ready", Value = "yes" },
            },
            Http2
        );

        Assert.Equal(says, result.Said());
        Assert.Equal(200, result.StatusCode);
    }

    [Fact]
    public async Task Ask_ExpectedHeaderOfTheContent_IsFoundToo()
    {
        await using var origin = await KestrelOrigin.StartAsync(
            static context => context.Response.WriteAsJsonAsync("ok"),
            HttpProtocols.Http2
        );

        var result = await Asking.ProbeAsync(
            origin.Url,
            Asking.Patient with
            {
                ExpectedHeader = new() { Name = "content-type", Contains = "json" },
            },
            Http2
        );

        Assert.Equal("ok", result.Said());
    }

    [Fact]
    public async Task Ask_BodyThatNeverEnds_IsLookedAtUpToTheLimit()
    {
        await using var origin = await KestrelOrigin.StartAsync(
            static async context =>
            {
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.Body.WriteAsync(new byte[4096], context.RequestAborted);
                }
            },
            HttpProtocols.Http2
        );

        var result = await Asking.ProbeAsync(
            origin.Url,
            Asking.Patient with
            {
                ExpectedBody = "ok",
            },
            Http2
        );

        Assert.StartsWith("body the body did not contain 'ok' in its first 64 KiB", result.Said());
    }
}
