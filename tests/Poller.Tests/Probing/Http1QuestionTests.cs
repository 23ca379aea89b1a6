namespace LbPlatform.Poller.Tests.Probing;

public sealed class Http1QuestionTests
{
    [Fact]
    public async Task Ask_OwnHostPortMethodAndHeaders_AreWhatIsSent()
    {
        await using var origin = Origin.Answering("HTTP/1.1 200 OK\r\n\r\n");

        var result = await Asking.ProbeAsync(
            $"http://127.0.0.1:{FreePort.Next()}/base",
            Asking.Patient with
            {
                Method = ProbeMethod.Options,
                Path = "/p",
                Port = origin.Port,
                Host = "api.example:81",
                Headers = ProbeHeaders.Of([new("X-Probe", "1"), new("User-Agent", "me")]),
            }
        );

        Assert.Equal("ok", result.Said());
        Assert.Equal(
            "OPTIONS /base/p HTTP/1.1\r\nHost: api.example:81\r\nAccept: */*\r\nX-Probe: 1\r\nUser-Agent: me\r\nConnection: close\r\n\r\n",
            Assert.Single(origin.Requests)
        );
    }

    [Fact]
    public async Task Ask_OwnPort_IsTheHostsToo()
    {
        await using var origin = Origin.Answering("HTTP/1.1 200 OK\r\n\r\n");

        await Asking.ProbeAsync(
            $"https://localhost:{FreePort.Next()}",
            Asking.Patient with
            {
                Port = origin.Port,
                Tls = false,
            }
        );

        Assert.Contains($"Host: localhost:{origin.Port}\r\n", Assert.Single(origin.Requests));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nI am ok", "ok")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nI am ok", "ok")]
    [InlineData(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nI am o\r\n1\r\nk\r\n",
        "ok"
    )]
    [InlineData(
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad",
        "body the body did not contain 'ok'; it began with 'bad'"
    )]
    [InlineData(
        "HTTP/1.1 200 OK\r\n\r\nbad",
        "body the body did not contain 'ok'; it began with 'bad'"
    )]
    [InlineData(
        "HTTP/1.1 204 No Content\r\n\r\nok",
        "body the body did not contain 'ok': it was empty"
    )]
    [InlineData(
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbad",
        "reset connection closed within the answer's body"
    )]
    [InlineData(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nok\r\n",
        "protocol the answer's body has a malformed chunk 'ok\\x0d\\x0a'"
    )]
    // A text in the head is none in the body, and the status is judged before.
    [InlineData("HTTP/1.1 500 ok\r\n\r\nok", "status got 500, expected 200-399")]
    [InlineData(
        "HTTP/1.1 200 ok\r\nX: ok\r\nContent-Length: 0\r\n\r\n",
        "body the body did not contain 'ok': it was empty"
    )]
    public async Task Ask_ExpectedBody_IsFoundOrTheReasonSaid(string answer, string says)
    {
        await using var origin = Origin.Answering(answer);

        var result = await Asking.ProbeAsync(
            origin.Url,
            Asking.Patient with
            {
                ExpectedBody = "ok",
            }
        );

        Assert.Equal(says, result.Said());
    }

    [Fact]
    public async Task Ask_BodyThatNeverEnds_IsLookedAtUpToTheLimit()
    {
        Origin? origin = null;
        origin = new Origin(
            async (socket, stop) =>
            {
                await origin!.ReadRequestAsync(socket, stop);
                await socket.SendAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), stop);
                while (true)
                {
                    await socket.SendAsync(new byte[4096], stop);
                }
            }
        );

        var result = await Asking.ProbeAsync(
            origin.Url,
            Asking.Patient with
            {
                ExpectedBody = "ok",
            }
        );
        await origin.DisposeAsync();

        Assert.StartsWith(
            "body the body did not contain 'ok' in its first 64 KiB; it began with '\\x00",
            result.Said()
        );
    }

    [Fact]
    public async Task Ask_BodyThatDoesNotCome_TimesOutAndSaysSo()
    {
        Origin? origin = null;
        origin = new Origin(
            async (socket, stop) =>
            {
                await origin!.ReadRequestAsync(socket, stop);
                await socket.SendAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), stop);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            }
        );

        var result = await Asking.ProbeAsync(
            origin.Url,
            new() { ExpectedBody = "ok", Timeout = TimeSpan.FromMilliseconds(500) }
        );
        await origin.DisposeAsync();

        Assert.Equal("timeout the expected text did not come within 500ms", result.Said());
    }

    [Theory]
    [InlineData("X-READY:  yes \r\n", "ok")]
    [InlineData("X-Ready: no\r\nX-Ready: yes\r\n", "ok")]
    [InlineData("X-Ready: no\r\n", "header got header x-ready: no, expected x-ready: yes")]
    [InlineData("X-Readyx: yes\r\n", "header got no header x-ready, expected x-ready: yes")]
    public async Task Ask_ExpectedHeader_IsFoundOrTheReasonSaid(string fields, string says)
    {
        // What an interim answer says is not the answer's.
        await using var origin = Origin.Answering(
            $"HTTP/1.1 103 Early Hints\r\nX-Ready: early\r\n\r\nHTTP/1.1 200 OK\r\n{fields}\r\n"
        );

        var result = await Asking.ProbeAsync(
            origin.Url,
            Asking.Patient with
            {
                ExpectedHeader = new() { Name = "x-ready", Value = "yes" },
            }
        );

        Assert.Equal(says, result.Said());
    }

    [Fact]
    public async Task Ask_Head_ExpectsNoBody()
    {
        await using var origin = Origin.Answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");

        var result = await Asking.ProbeAsync(
            origin.Url,
            Asking.Patient with
            {
                Method = ProbeMethod.Head,
            }
        );

        Assert.Equal("ok", result.Said());
        Assert.StartsWith("HEAD / ", Assert.Single(origin.Requests), StringComparison.Ordinal);
    }
}
