using System.Net.Sockets;
using System.Text;

namespace LbPlatform.Poller.Tests.Probing;

public sealed class TcpQuestionTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task Ask_Nothing_AConnectionIsEnough()
    {
        await using var origin = new Origin(
            static (_, stop) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop)
        );

        var up = await Asking.ProbeAsync(origin.Url, Asking.Patient with { Kind = ProbeKind.Tcp });
        var down = await Asking.ProbeAsync(
            origin.Url,
            Asking.Patient with
            {
                Kind = ProbeKind.Tcp,
                Port = FreePort.Next(),
            }
        );

        Assert.Equal(("ok", null), (up.Said(), up.StatusCode));
        Assert.Equal("refused connection refused", down.Said());
    }

    [Theory]
    [InlineData("PING\r\n", "+PONG\r\n", "+PONG", "ok")]
    [InlineData(
        "PING\r\n",
        "-LOADING\r\n",
        "+PONG",
        "body the answer did not contain '+PONG'; it began with '-LOADING\\x0d\\x0a'"
    )]
    [InlineData("", "220 mail.test ESMTP\r\n", "220 ", "ok")]
    [InlineData("", "", "220 ", "reset connection closed without an answer")]
    public async Task Ask_TextExpected_IsFoundOrTheReasonSaid(
        string send,
        string answer,
        string expected,
        string says
    )
    {
        var heard = "";
        await using var origin = new Origin(
            async (socket, stop) =>
            {
                var buffer = new byte[64];
                while (heard.Length < send.Length)
                {
                    heard += Encoding.ASCII.GetString(
                        buffer,
                        0,
                        await socket.ReceiveAsync(buffer, stop)
                    );
                }

                await socket.SendAsync(Encoding.ASCII.GetBytes(answer), stop);
                socket.Shutdown(SocketShutdown.Send);
            }
        );

        var result = await Asking.ProbeAsync(
            origin.Url,
            Asking.Patient with
            {
                Kind = ProbeKind.Tcp,
                Send = send,
                ExpectedBody = expected,
            }
        );

        Assert.Equal((says, send), (result.Said(), heard));
    }

    [Fact]
    public async Task Ask_OverHttpsUrl_ShakesHandsAsTrafficDoes_UnlessToldNotTo()
    {
        using var certificate = _authority.Issue(["127.0.0.1"]);
        await using var origin = await KestrelOrigin.StartAsync(
            static _ => Task.CompletedTask,
            certificate: certificate
        );
        var tcp = Asking.Patient with { Kind = ProbeKind.Tcp };

        var trusted = await Asking.ProbeAsync(
            origin.Url,
            tcp,
            new() { Tls = new() { Ca = _authority.Pem } }
        );
        var untrusted = await Asking.ProbeAsync(origin.Url, tcp);
        var plain = await Asking.ProbeAsync(origin.Url, tcp with { Tls = false });

        Assert.Equal(
            (ProbeOutcome.Ok, ProbeOutcome.Tls, ProbeOutcome.Ok),
            (trusted.Outcome, untrusted.Outcome, plain.Outcome)
        );
    }
}
