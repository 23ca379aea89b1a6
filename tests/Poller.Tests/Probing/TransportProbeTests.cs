using System.Net;
using System.Text;
using LbPlatform.Poller.Probing;
using LbPlatform.Poller.Scheduling;
using LbPlatform.State.Addresses;
using LbPlatform.State.Transport;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging.Abstractions;

namespace LbPlatform.Poller.Tests.Probing;

/// <summary>Probes by the transport of the pool: what traffic accepts passes, what it refuses fails.</summary>
public sealed class TransportProbeTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TemporaryDirectory _directory = new();

    public void Dispose()
    {
        _authority.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("trusted", "127.0.0.1", ProbeOutcome.Ok, "")]
    [InlineData("untrusted", "127.0.0.1", ProbeOutcome.Tls, "no trusted authority")]
    [InlineData("trusted", "other.test", ProbeOutcome.Tls, "the certificate is for 'other.test'")]
    [InlineData("named", "other.test", ProbeOutcome.Ok, "")]
    [InlineData("unverified", "other.test", ProbeOutcome.Ok, "")]
    public async Task Https_IsJudgedByThePoolsRules(
        string rules,
        string name,
        ProbeOutcome outcome,
        string detail
    )
    {
        using var certificate = _authority.Issue([name]);
        await using var origin = await KestrelOrigin.StartAsync(
            AnswerAsync,
            certificate: certificate
        );
        var tls = rules switch
        {
            "trusted" => new BackendTls { Ca = _authority.Pem },
            "named" => new BackendTls { Ca = _authority.Pem, ServerName = name },
            "unverified" => new BackendTls { Verify = TlsVerification.None },
            _ => new BackendTls(),
        };

        var result = await ProbeAsync(origin.Url, new() { Tls = tls });

        Assert.Equal(outcome, result.Outcome);
        Assert.Contains(detail, result.Detail ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientCertificate_IsShown()
    {
        using var server = _authority.Issue(["127.0.0.1"]);
        using var client = _authority.Issue(["client"]);
        await using var origin = await KestrelOrigin.StartAsync(
            AnswerAsync,
            certificate: server,
            tls: static options =>
            {
                options.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                options.ClientCertificateValidation = static (_, _, _) => true;
            }
        );
        var (file, key) = TestAuthority.Save(client, _directory.Path);
        var tls = new BackendTls { Ca = _authority.Pem };

        var without = await ProbeAsync(origin.Url, new() { Tls = tls });
        var with = await ProbeAsync(
            origin.Url,
            new() { Tls = tls with { ClientCertificateFile = file, ClientKeyFile = key } }
        );
        var unreadable = await ProbeAsync(
            origin.Url,
            new() { Tls = tls with { ClientCertificateFile = "/nowhere/client.pem" } }
        );

        Assert.Equal(ProbeOutcome.Reset, without.Outcome);
        Assert.Equal(ProbeOutcome.Ok, with.Outcome);
        // Our own fault says nothing of the backend.
        Assert.Equal(ProbeOutcome.Error, unreadable.Outcome);
        Assert.Contains("/nowhere/client.pem", unreadable.Detail);
    }

    [Fact]
    public async Task ClientCertificate_Missing_IsSaidWhereTheBackendSaysSo()
    {
        using var server = _authority.Issue(["127.0.0.1"]);
        var (file, key) = TestAuthority.Save(server, _directory.Path);
        var port = FreePort.Next();
        using var openssl = RealProgram.Start(
            "openssl",
            "openssl",
            $"s_server -accept 127.0.0.1:{port} -cert {file} -key {key} -Verify 1 -verify_return_error -www -quiet"
        );
        try
        {
            var tls = new BackendTls { Ca = _authority.Pem };
            ProbeResult? result = null;
            await Eventually.HoldsAsync(
                async () =>
                    (
                        result = await ProbeAsync($"https://127.0.0.1:{port}", new() { Tls = tls })
                    ).Outcome != ProbeOutcome.Refused,
                "openssl listens"
            );

            Assert.Equal(
                (ProbeOutcome.Tls, TlsAlert.Explanation),
                (result!.Outcome, result.Detail)
            );
        }
        finally
        {
            openssl.Kill();
            await openssl.WaitForExitAsync();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Http2Pool_IsAskedOverHttp2(bool overTls)
    {
        using var certificate = _authority.Issue(["127.0.0.1"]);
        var asked = "";
        await using var origin = await KestrelOrigin.StartAsync(
            context =>
            {
                asked =
                    $"{context.Request.Protocol} {context.Request.Path} {context.Request.Headers.UserAgent}";
                context.Response.StatusCode = 415;
                return Task.CompletedTask;
            },
            HttpProtocols.Http2,
            overTls ? certificate : null
        );
        var transport = new BackendTransport
        {
            Protocol = BackendProtocol.Http2,
            Tls = new() { Ca = _authority.Pem },
        };

        var refused = await ProbeAsync(origin.Url, transport);
        var accepted = await ProbeAsync(
            origin.Url,
            transport,
            new() { ExpectedStatus = StatusRanges.Parse("200-499"), Path = "/health" }
        );
        var wrong = await ProbeAsync(origin.Url, new() { Tls = transport.Tls });

        Assert.Equal((ProbeOutcome.Status, 415), (refused.Outcome, refused.StatusCode));
        Assert.Equal((ProbeOutcome.Ok, 415), (accepted.Outcome, accepted.StatusCode));
        Assert.Equal($"HTTP/2 /health {ProbeRequest.UserAgent}", asked);
        Assert.NotEqual(ProbeOutcome.Ok, wrong.Outcome);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", ProbeOutcome.Protocol)]
    [InlineData("", ProbeOutcome.Reset)]
    public async Task Http2Pool_BackendThatDoesNotSpeakIt_IsClassified(
        string answer,
        ProbeOutcome outcome
    )
    {
        await using var origin = new Origin(
            async (socket, stop) =>
            {
                await socket.ReceiveAsync(new byte[4096], stop);
                await socket.SendAsync(Encoding.ASCII.GetBytes(answer), stop);
                socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
                await socket.ReceiveAsync(new byte[4096], stop);
            }
        );

        var result = await ProbeAsync(
            origin.Url,
            new() { Protocol = BackendProtocol.Http2 },
            new() { Timeout = TimeSpan.FromSeconds(5) }
        );

        Assert.Equal(outcome, result.Outcome);
    }

    [Theory]
    [InlineData(ProxyProtocol.V1, "PROXY UNKNOWN\r\nGET / HTTP/1.1\r\n")]
    [InlineData(ProxyProtocol.V2, "\r\n\r\n\0\r\nQUIT\n\u0020\0\0\0GET / HTTP/1.1\r\n")]
    public async Task ProxyProtocol_ProbesAreTheirOwn(ProxyProtocol version, string start)
    {
        var seen = "";
        await using var origin = new Origin(
            async (socket, stop) =>
            {
                var buffer = new byte[4096];
                while (!seen.EndsWith("\r\n\r\n", StringComparison.Ordinal) || seen.Length < 40)
                {
                    seen += Encoding.Latin1.GetString(
                        buffer,
                        0,
                        await socket.ReceiveAsync(buffer, stop)
                    );
                }

                await socket.SendAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), stop);
            }
        );

        var result = await ProbeAsync(origin.Url, new() { ProxyProtocol = version });

        Assert.Equal(ProbeOutcome.Ok, result.Outcome);
        Assert.StartsWith(start, seen, StringComparison.Ordinal);
    }

    [Fact]
    public void Target_WithAnotherTransport_AsksSomethingElse()
    {
        var before = Target("http://b.test", new(), new());
        var after = Target("http://b.test", new() { Protocol = BackendProtocol.Http2 }, new());

        Assert.False(before.AsksTheSameAs(after));
    }

    private static Task AnswerAsync(HttpContext context) => context.Response.WriteAsync("ok");

    private static ProbeTarget Target(
        string url,
        BackendTransport transport,
        ProbeSettings settings
    ) =>
        ProbeTarget
            .Of(
                Some.Snapshot(Some.Backend("b", url: url)) with
                {
                    Pools = ResourceSet<Pool>.Of([Some.Pool() with { Transport = transport }]),
                    Settings = new() { Probe = settings },
                }
            )
            .Single();

    private static async Task<ProbeResult> ProbeAsync(
        string url,
        BackendTransport transport,
        ProbeSettings? settings = null
    )
    {
        var time = TimeProvider.System;
        using var resolver = new AddressResolver(
            Dns.GetHostAddressesAsync,
            new AdmissionWatch(time),
            time,
            NullLogger<AddressResolver>.Instance
        );
        var prober = new BackendProber(resolver, new BackendHandshake(new TlsFiles(), time), time);
        var target = Target(
            url,
            transport,
            settings ?? new() { Timeout = TimeSpan.FromSeconds(9) }
        );
        return (await prober.ProbeAsync(target, default)).Result;
    }
}
