using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LbPlatform.Poller.Probing;
using LbPlatform.Poller.Scheduling;
using LbPlatform.State.Addresses;
using LbPlatform.State.Transport;
using Microsoft.Extensions.Logging.Abstractions;

namespace LbPlatform.Poller.Tests.Probing;

public sealed class BackendProberTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

    [Fact]
    public async Task Probe_Answer_IsOkAndWasAskedForOnce()
    {
        await using var origin = Origin.Answering(Ok);

        var result = await ProbeAsync($"{origin.Url}/base", new() { Path = "/ping?a=b c" });

        Assert.Equal(
            (ProbeOutcome.Ok, 200, null),
            (result.Outcome, result.StatusCode, result.Detail)
        );
        Assert.InRange(result.Latency, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1));
        Assert.Equal(
            $"GET /base/ping?a=b%20c HTTP/1.1\r\nHost: 127.0.0.1:{origin.Port}\r\nUser-Agent: LbPlatform-Poller/0.1.0\r\nAccept: */*\r\nConnection: close\r\n\r\n",
            Assert.Single(origin.Requests)
        );
    }

    [Theory]
    [InlineData("HTTP/1.0 200 OK\r\n\r\n", ProbeOutcome.Ok, null)]
    [InlineData(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
        ProbeOutcome.Ok,
        null
    )]
    [InlineData(
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n",
        ProbeOutcome.Ok,
        null
    )]
    [InlineData("HTTP/1.1 500 Oh\r\n\r\n", ProbeOutcome.Status, "got 500, expected 200-399")]
    [InlineData(
        "SSH-2.0-x\r\n",
        ProbeOutcome.Protocol,
        "the answer is not HTTP: it begins with 'S'"
    )]
    [InlineData(
        "HTTP/1.1 200 OK\r\nA: b\r\n",
        ProbeOutcome.Reset,
        "connection closed within the answer's head"
    )]
    [InlineData("", ProbeOutcome.Reset, "connection closed without an answer")]
    public async Task Probe_AnswerOfEveryKind_IsClassified(
        string answer,
        ProbeOutcome outcome,
        string? detail
    )
    {
        await using var origin = Origin.Answering(answer);

        var result = await ProbeAsync(origin.Url);

        Assert.Equal((outcome, detail), (result.Outcome, result.Detail));
    }

    [Fact]
    public async Task Probe_NobodyListens_IsRefused()
    {
        var result = await ProbeAsync($"http://127.0.0.1:{FreePort.Next()}");

        Assert.Equal((ProbeOutcome.Refused, "connection refused"), (result.Outcome, result.Detail));
    }

    [Fact]
    public async Task Probe_NobodyListensOnEitherFamilyOfLocalhost_IsRefused()
    {
        var result = await ProbeAsync($"http://localhost:{FreePort.Next()}");

        Assert.Equal(ProbeOutcome.Refused, result.Outcome);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Probe_Localhost_FindsTheServerOnEitherFamily(string address)
    {
        if (address == "::1" && !Socket.OSSupportsIPv6)
        {
            return;
        }

        await using var origin = Origin.Answering(Ok, IPAddress.Parse(address), FreePort.Next());

        Assert.Equal(
            ProbeOutcome.Ok,
            (await ProbeAsync($"http://localhost:{origin.Port}")).Outcome
        );
    }

    [Fact]
    public async Task Probe_SilentServer_TimesOutByTheInjectedClock()
    {
        var isAsked = new TaskCompletionSource();
        Origin? origin = null;
        origin = new Origin(
            async (socket, stop) =>
            {
                await origin!.ReadRequestAsync(socket, stop);
                isAsked.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            }
        );
        var clock = new ManualTimeProvider();
        var probe = ProbeAsync(origin.Url, time: clock);
        await isAsked.Task;

        clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(probe.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));

        var result = await probe;
        Assert.Equal(
            (ProbeOutcome.Timeout, "no answer within 2s"),
            (result.Outcome, result.Detail)
        );
        Assert.Equal(TimeSpan.FromSeconds(2), result.Latency);
        await origin.DisposeAsync();
    }

    [Fact]
    public async Task Probe_LateButExpectedAnswer_IsSlowAndPasses()
    {
        var clock = new ManualTimeProvider();
        Origin? origin = null;
        origin = new Origin(
            async (socket, stop) =>
            {
                await origin!.ReadRequestAsync(socket, stop);
                clock.Advance(TimeSpan.FromSeconds(1.5));
                await socket.SendAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), stop);
            }
        );

        var result = await ProbeAsync(origin.Url, time: clock);

        Assert.Equal(
            (ProbeOutcome.Slow, "answered after 1s500ms of 2s"),
            (result.Outcome, result.Detail)
        );
        Assert.True(result.Outcome.IsPass());
        await origin.DisposeAsync();
    }

    [Fact]
    public async Task Probe_ServerThatResets_IsReset()
    {
        Origin? origin = null;
        origin = new Origin(
            async (socket, stop) =>
            {
                await origin!.ReadRequestAsync(socket, stop);
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        );

        Assert.Equal(ProbeOutcome.Reset, (await ProbeAsync(origin.Url)).Outcome);
        await origin.DisposeAsync();
    }

    [Fact]
    public async Task Probe_ServerThatNeverEnds_EndsAfterTheHead()
    {
        Origin? origin = null;
        origin = new Origin(
            async (socket, stop) =>
            {
                await origin!.ReadRequestAsync(socket, stop);
                await socket.SendAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), stop);
                while (true)
                {
                    await socket.SendAsync(new byte[16384], stop);
                }
            }
        );

        Assert.Equal(ProbeOutcome.Ok, (await ProbeAsync(origin.Url)).Outcome);
        await origin.DisposeAsync();
    }

    [Fact]
    public async Task Probe_ServerThatCloses_SeesAnOrderlyEndAndNoReset()
    {
        var seen = new TaskCompletionSource<string>();
        Origin? origin = null;
        origin = new Origin(
            async (socket, stop) =>
            {
                await origin!.ReadRequestAsync(socket, stop);
                await socket.SendAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), stop);
                await socket.SendAsync(new byte[4000], stop);
                socket.Shutdown(SocketShutdown.Send);
                try
                {
                    seen.SetResult($"{await socket.ReceiveAsync(new byte[1], stop)} bytes");
                }
                catch (SocketException failure)
                {
                    seen.SetResult($"{failure.SocketErrorCode}");
                }
            }
        );

        Assert.Equal(ProbeOutcome.Ok, (await ProbeAsync(origin.Url)).Outcome);

        Assert.Equal("0 bytes", await seen.Task);
        await origin.DisposeAsync();
    }

    [Fact]
    public async Task Probe_Stopped_IsCancelledAndInconclusive()
    {
        await using var origin = new Origin(
            static (_, stop) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop)
        );
        using var stop = new CancellationTokenSource();
        var probe = ProbeAsync(origin.Url, cancellationToken: stop.Token);

        await stop.CancelAsync();

        Assert.Equal(ProbeOutcome.Cancelled, (await probe).Outcome);
    }

    [Fact]
    public async Task Probe_NameWithoutAddress_IsDns()
    {
        var result = await ProbeAsync(
            "http://nowhere.test",
            lookUp: static (_, _) => throw new SocketException((int)SocketError.HostNotFound)
        );

        Assert.Equal(
            (ProbeOutcome.Dns, "the name has no address"),
            (result.Outcome, result.Detail)
        );
    }

    [Fact]
    public async Task Probe_ResolverThatHangs_IsDnsWithinItsOwnTime()
    {
        var clock = new ManualTimeProvider();
        var hung = new TaskCompletionSource<IPAddress[]>();
        var probe = ProbeAsync("http://slow.test", lookUp: (_, _) => hung.Task, time: clock);

        clock.Advance(AddressResolver.Timeout);

        var result = await probe;
        Assert.Equal(
            (ProbeOutcome.Dns, "the name was not resolved within 1s"),
            (result.Outcome, result.Detail)
        );
    }

    [Fact]
    public async Task Probe_SecondAddressOfAName_IsTried()
    {
        await using var origin = Origin.Answering(Ok);

        var result = await ProbeAsync(
            $"http://two.test:{origin.Port}",
            lookUp: static (_, _) =>
                Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.2"), IPAddress.Loopback])
        );

        Assert.Equal(ProbeOutcome.Ok, result.Outcome);
        Assert.Contains($"Host: two.test:{origin.Port}\r\n", origin.Requests[0]);
    }

    [Fact]
    public async Task Probe_UntrustedCertificate_IsTls()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=localhost",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await using var origin = new Origin(
            async (socket, stop) =>
            {
                await using var tls = new SslStream(new NetworkStream(socket));
                try
                {
                    await tls.AuthenticateAsServerAsync(
                        new SslServerAuthenticationOptions { ServerCertificate = certificate },
                        stop
                    );
                }
                catch (IOException)
                {
                    // Refused, as it should be.
                }
            }
        );

        var result = await ProbeAsync(
            $"https://localhost:{origin.Port}",
            new() { Timeout = TimeSpan.FromSeconds(9) }
        );

        Assert.Equal(ProbeOutcome.Tls, result.Outcome);
        Assert.Contains("no trusted authority signed the certificate", result.Detail);
    }

    [Fact]
    public async Task Probe_PlainServerAskedOverTls_IsTls()
    {
        await using var origin = new Origin(
            static async (socket, stop) =>
            {
                await socket.ReceiveAsync(new byte[4096], stop);
                await socket.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), stop);
            }
        );

        var result = await ProbeAsync(
            $"https://127.0.0.1:{origin.Port}",
            new() { Timeout = TimeSpan.FromSeconds(9) }
        );

        Assert.Equal(ProbeOutcome.Tls, result.Outcome);
    }

    [Fact]
    public async Task Probe_PythonsHttpServer_IsOk()
    {
        using var directory = new TemporaryDirectory();
        var port = FreePort.Next();
        using var python = Process.Start(
            new ProcessStartInfo(
                "python3",
                [
                    "-m",
                    "http.server",
                    $"{port}",
                    "--bind",
                    "127.0.0.1",
                    "--directory",
                    directory.Path,
                ]
            )
            {
                UseShellExecute = false,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            }
        )!;
        try
        {
            ProbeResult? result = null;
            await Eventually.HoldsAsync(
                async () =>
                {
                    result = await ProbeAsync($"http://localhost:{port}");
                    return result.Outcome != ProbeOutcome.Refused;
                },
                "python3 -m http.server listens"
            );

            Assert.Equal((ProbeOutcome.Ok, 200), (result!.Outcome, result.StatusCode));
        }
        finally
        {
            python.Kill();
            await python.WaitForExitAsync();
        }

        // A probe that cut the connection off would leave a stack trace on the person's terminal.
        Assert.DoesNotContain("Traceback", await python.StandardError.ReadToEndAsync());
    }

    private static async Task<ProbeResult> ProbeAsync(
        string url,
        ProbeSettings? settings = null,
        NameLookUp? lookUp = null,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default
    )
    {
        var snapshot = Some.Snapshot(Some.Backend("b", url: url)) with
        {
            // By the real clock, a busy machine must not turn an answer into a time-out.
            Settings = new()
            {
                Probe =
                    settings
                    ?? (time is null ? new() { Timeout = TimeSpan.FromSeconds(9) } : new()),
            },
        };
        time ??= TimeProvider.System;
        using var resolver = new AddressResolver(
            lookUp ?? Dns.GetHostAddressesAsync,
            new AdmissionWatch(time),
            time,
            NullLogger<AddressResolver>.Instance
        );
        var target = ProbeTarget.Of(snapshot).Single();
        var prober = new BackendProber(resolver, new BackendHandshake(new TlsFiles(), time), time);
        return (await prober.ProbeAsync(target, cancellationToken)).Result;
    }
}
