namespace LbPlatform.ControlPlane.Tests.Transport;

/// <summary>PATCH /pools/{name} with a transport.</summary>
public sealed class TransportTests : ApiTests
{
    private const string Default =
        """{"protocol":"http1","proxyProtocol":"off","tls":{"verify":"full","minVersion":"1.2"}}""";

    [Fact]
    public async Task Patch_EachSetting_IsKeptAndShown()
    {
        using var authority = new TestAuthority();
        var ca = System.Text.Json.JsonSerializer.Serialize(authority.Pem);
        var wanted =
            $$$"""{"protocol":"http2","pingInterval":"1m","proxyProtocol":"v2","tls":{"verify":"full","ca":{{{ca}}},"serverName":"api.test","minVersion":"1.3","clientCertificateFile":"/etc/lb/client.pem","clientKeyFile":"/etc/lb/client.key"}}""";

        Assert.Equal(Default, (await Api.GetAsync("/pools/default")).Field("transport"));
        var patched = await PatchAsync(wanted);
        await RestartAsync();
        Assert.Equal(
            Canonical(wanted),
            Canonical((await Api.GetAsync("/pools/default")).Field("transport")!)
        );
        var reset = await Api.SendAsync("PATCH", "/pools/default", """{"transport":null}""");

        Assert.Equal(200, patched.Status);
        Assert.Equal(Canonical(wanted), Canonical(patched.Field("transport")!));
        Assert.False(patched.Json.TryGetProperty("warnings", out _));
        Assert.Equal(Default, reset.Field("transport"));
    }

    [Fact]
    public async Task Patch_OneSetting_LeavesTheOthers()
    {
        await PatchAsync("""{"protocol":"http2","tls":{"serverName":"api.test"}}""");
        var patched = await PatchAsync("""{"tls":{"serverName":null,"minVersion":"1.3"}}""");

        Assert.Equal(
            """{"protocol":"http2","proxyProtocol":"off","tls":{"verify":"full","minVersion":"1.3"}}""",
            patched.Field("transport")
        );
    }

    [Fact]
    public async Task Patch_VerifyNone_IsAcceptedWithAWarning()
    {
        var patched = await PatchAsync("""{"tls":{"verify":"none"}}""");

        Assert.Equal(200, patched.Status);
        Assert.Contains("tls.verify is none", patched.Field("warnings"));
        Assert.Contains(
            "verify is none",
            (await Api.SendAsync("PATCH", "/pools/default", patched.Text)).Text
        );
    }

    [Theory]
    [InlineData("""{"protocol":"h2"}""", "/transport/protocol", "http1, http2")]
    [InlineData("""{"protocl":"http2"}""", "/transport/protocl", "protocol")]
    [InlineData("""{"pingInterval":"1s"}""", "/transport/pingInterval", "10s to 1h")]
    [InlineData("""{"pingInterval":"2h"}""", "/transport/pingInterval", "10s to 1h")]
    [InlineData("""{"proxyProtocol":"v3"}""", "/transport/proxyProtocol", "off, v1, v2")]
    [InlineData("""{"tls":{"verify":"false"}}""", "/transport/tls/verify", "full, none")]
    [InlineData("""{"tls":{"minVersion":"1.1"}}""", "/transport/tls/minVersion", "1.2, 1.3")]
    [InlineData("""{"tls":{"ca":"x"}}""", "/transport/tls/ca", "BEGIN CERTIFICATE")]
    [InlineData(
        """{"tls":{"ca":"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"}}""",
        "/transport/tls/ca",
        "cannot be read"
    )]
    [InlineData(
        """{"tls":{"ca":"-----BEGIN PRIVATE KEY-----"}}""",
        "/transport/tls/ca",
        "private key"
    )]
    [InlineData("""{"tls":{"caFile":"ca.pem"}}""", "/transport/tls/caFile", "the whole path")]
    [InlineData("""{"tls":{"serverName":"https://x"}}""", "/transport/tls/serverName", "host name")]
    [InlineData("""{"tls":{"serverName":"10.0.0.1"}}""", "/transport/tls/serverName", "host name")]
    [InlineData(
        """{"tls":{"clientKeyFile":"/key"}}""",
        "/transport/tls/clientKeyFile",
        "clientCertificateFile"
    )]
    [InlineData("""{"tls":{"verify":"none","caFile":"/ca"}}""", "/transport/tls/verify", "to null")]
    public async Task Patch_Wrong_IsRefusedWithTheRemedy(string transport, string at, string remedy)
    {
        var refused = await PatchAsync(transport);

        Assert.Equal(400, refused.Status);
        Assert.StartsWith(at, Assert.Single(refused.Errors));
        Assert.Contains(remedy, refused.Field("detail"));
    }

    [Fact]
    public async Task Patch_SeveralWrong_AreAllNamed()
    {
        var refused = await PatchAsync(
            """{"protocol":"h3","proxyProtocol":1,"tls":{"ca":"x","caFile":"y","minVersion":"1"}}"""
        );

        Assert.Equal(
            [
                "/transport/proxyProtocol wrong_type",
                "/transport/protocol bad_transport",
                "/transport/tls/minVersion bad_transport",
                "/transport/tls/ca bad_transport",
                "/transport/tls/caFile bad_transport",
                "/transport/tls/caFile bad_transport",
            ],
            refused.Errors
        );
    }

    [Fact]
    public async Task Ca_TooLong_NamesTheFileInstead()
    {
        var refused = await PatchAsync($$$"""{"tls":{"ca":"{{{new string('x', 33_000)}}}"}}""");

        Assert.Contains("'caFile'", refused.Field("detail"));
    }

    private Task<ApiUnderTest.Reply> PatchAsync(string transport) =>
        Api.SendAsync("PATCH", "/pools/default", $$$"""{"transport":{{{transport}}}}""");

    private static string Canonical(string json) =>
        System.Text.Json.JsonSerializer.Serialize(
            System.Text.Json.JsonDocument.Parse(json).RootElement
        );
}
