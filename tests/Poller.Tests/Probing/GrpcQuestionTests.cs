using LbPlatform.Poller.Probing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.Poller.Tests.Probing;

/// <summary>Against a server that speaks gRPC's framing by hand, so that it can also get it wrong.</summary>
public sealed class GrpcQuestionTests : IDisposable
{
    private static readonly ProbeSettings Grpc = Asking.Patient with { Kind = ProbeKind.Grpc };

    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ask_ServiceThatServes_IsOk_WhateverThePoolSpeaks(bool overTls)
    {
        using var certificate = _authority.Issue(["127.0.0.1"]);
        var heard = "";
        await using var origin = await KestrelOrigin.StartAsync(
            async context =>
            {
                var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                var fields = context.Request.Headers;
                heard =
                    $"{context.Request.Method} {context.Request.Path} {context.Request.Host.Host} {fields.TE} {fields.ContentType} {fields["grpc-timeout"]} {fields["x-probe"]} {Convert.ToHexString(body.ToArray())}";
                await AnswerAsync(context, "00000000020801", "0");
            },
            HttpProtocols.Http2,
            overTls ? certificate : null
        );

        var result = await Asking.ProbeAsync(
            origin.Url,
            Grpc with
            {
                Service = "a.B",
                Host = "api.example",
                Headers = ProbeHeaders.Of([new("x-probe", "1")]),
            },
            new() { Tls = new() { Ca = _authority.Pem } }
        );

        Assert.Equal(("ok", null), (result.Said(), result.StatusCode));
        Assert.Equal(
            "POST /grpc.health.v1.Health/Check api.example trailers application/grpc 9000m 1 00000000050A03612E42",
            heard
        );
    }

    [Theory]
    [InlineData("00000000020802", "0", "serving got NOT_SERVING, expected SERVING")]
    [InlineData("0000000000", "0", "serving got UNKNOWN, expected SERVING")]
    [InlineData("00000000020803", "0", "serving got SERVICE_UNKNOWN, expected SERVING")]
    [InlineData(
        "",
        "5",
        "service the server does not know the service 's' (grpc-status 5 NOT_FOUND)"
    )]
    [InlineData(
        "",
        "12",
        "service the server has no grpc.health.v1.Health (grpc-status 12 UNIMPLEMENTED)"
    )]
    [InlineData("", "14", "rpc got grpc-status 14 UNAVAILABLE, expected 0 OK: draining")]
    [InlineData("", "99", "rpc got grpc-status 99, expected 0 OK: draining")]
    [InlineData("", "0", "protocol the answer is no health message")]
    [InlineData("000000", "0", "protocol the answer is no health message")]
    [InlineData("00000000020801", "", "protocol the answer has no grpc-status")]
    public async Task Ask_AnyOtherAnswer_SaysWhatWasExpectedAndWhatCame(
        string message,
        string status,
        string says
    )
    {
        await using var origin = await KestrelOrigin.StartAsync(
            context => AnswerAsync(context, message, status),
            HttpProtocols.Http2
        );

        var result = await Asking.ProbeAsync(origin.Url, Grpc with { Service = "s" });

        Assert.Equal(says, result.Said());
    }

    [Theory]
    [InlineData(415, "text/plain", "status got 415, expected a gRPC answer with 200")]
    [InlineData(200, "text/plain", "protocol the answer is not gRPC: its type is 'text/plain'")]
    [InlineData(200, null, "protocol the answer is not gRPC: its type is ''")]
    public async Task Ask_ServerThatSpeaksNoGrpc_IsNamed(int status, string? type, string says)
    {
        await using var origin = await KestrelOrigin.StartAsync(
            context =>
            {
                context.Response.StatusCode = status;
                context.Response.ContentType = type;
                return context.Response.Body.WriteAsync("hello"u8.ToArray()).AsTask();
            },
            HttpProtocols.Http2
        );

        Assert.Equal(says, (await Asking.ProbeAsync(origin.Url, Grpc)).Said());
    }

    [Fact]
    public async Task Ask_EndlessAnswer_IsCutAtTheLimit()
    {
        await using var origin = await KestrelOrigin.StartAsync(
            static async context =>
            {
                context.Response.ContentType = "application/grpc";
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.Body.WriteAsync(new byte[4096], context.RequestAborted);
                }
            },
            HttpProtocols.Http2
        );

        Assert.Equal(
            $"protocol the answer is longer than {GrpcHealth.MostMessageBytes} bytes",
            (await Asking.ProbeAsync(origin.Url, Grpc)).Said()
        );
    }

    [Fact]
    public async Task Ask_Http1Server_IsProtocol()
    {
        await using var origin = await KestrelOrigin.StartAsync(static _ => Task.CompletedTask);

        var result = await Asking.ProbeAsync(origin.Url, Grpc);

        Assert.Contains(result.Outcome, new[] { ProbeOutcome.Protocol, ProbeOutcome.Reset });
    }

    /// <summary>An answer of a message and trailers; without a message, of trailers only.</summary>
    private static async Task AnswerAsync(HttpContext context, string message, string status)
    {
        context.Response.ContentType = "application/grpc";
        if (message.Length == 0)
        {
            context.Response.Headers["grpc-status"] = status;
            context.Response.Headers["grpc-message"] = "draining";
            return;
        }

        await context.Response.Body.WriteAsync(Convert.FromHexString(message));
        if (status.Length > 0)
        {
            context.Response.AppendTrailer("grpc-status", status);
        }
    }
}
