using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Http;
using LbPlatform.ControlPlane.Probes;
using LbPlatform.State.Model;

namespace LbPlatform.ControlPlane.Tests.Probes;

public sealed class ProbeQuestionValidatorTests
{
    [Theory]
    [InlineData("""{"kind":"tcp","send":"PING\r\n","expectedBody":"+PONG"}""")]
    [InlineData("""{"kind":"grpc","service":"api.v1.Orders"}""")]
    [InlineData("""{"kind":"grpc","service":""}""")]
    [InlineData("""{"method":"OPTIONS","port":8081,"host":"api.example","tls":false}""")]
    [InlineData("""{"method":"HEAD","port":0,"host":"","tls":true,"headers":{}}""")]
    [InlineData("""{"host":"[::1]:8080","headers":{"X-Probe":"1","Authorization":"Basic eA=="}}""")]
    [InlineData("""{"host":"10.0.0.1:80","expectedHeader":{"name":"X-Ready","value":"yes"}}""")]
    [InlineData("""{"expectedHeader":{"name":"X-Ready","contains":"y"},"expectedBody":"grün"}""")]
    [InlineData("""{"expectedHeader":{"name":"X-Ready"},"jitterPercent":0}""")]
    [InlineData(
        """{"unhealthyInterval":"30s","jitterPercent":50,"expectedStatus":"200-299,401"}"""
    )]
    public void Read_WhatIsPossible_IsReadBackTheSame(string json)
    {
        var (read, errors) = Read(json);

        Assert.Empty(errors);
        Assert.Equal(
            JsonNode.Parse(json)!.ToJsonString(),
            Ordered(json, ApiJson.ToNode(ProbeRequest.Of(read))!.AsObject())
        );
    }

    [Theory]
    [InlineData("""{"kind":"htp"}""", "/probe/kind", "http")]
    [InlineData("""{"method":"POST"}""", "/probe/method", "GET, HEAD, OPTIONS")]
    [InlineData("""{"port":65536}""", "/probe/port", "65535")]
    [InlineData("""{"port":-1}""", "/probe/port", "0 for the port")]
    [InlineData("""{"host":"a b"}""", "/probe/host", "'a b'")]
    [InlineData("""{"host":"http://a"}""", "/probe/host", "no host")]
    [InlineData("""{"host":"a:99999"}""", "/probe/host", "no host")]
    [InlineData("""{"host":"[1.2.3.4]"}""", "/probe/host", "no host")]
    [InlineData("""{"host":"::1"}""", "/probe/host", "no host")]
    [InlineData("""{"headers":{"a b":"x"}}""", "/probe/headers/a b", "no name")]
    [InlineData("""{"headers":{"a/b":"x"}}""", "/probe/headers/a~1b", "no name")]
    [InlineData("""{"headers":{"":"x"}}""", "/probe/headers/", "no name")]
    [InlineData("""{"headers":{"a":"x\r\nB: y"}}""", "/probe/headers/a", "printable")]
    [InlineData("""{"headers":{"a":" x"}}""", "/probe/headers/a", "no space")]
    [InlineData("""{"headers":{"hOst":"x"}}""", "/probe/headers/hOst", "set 'host'")]
    [InlineData("""{"headers":{"Content-Length":"5"}}""", "/probe/headers/Content-Length", "own")]
    [InlineData("""{"headers":{"a":1}}""", "/probe/headers/a", "text")]
    [InlineData("""{"headers":["a"]}""", "/probe/headers", "an object of texts")]
    [InlineData("""{"tls":"yes"}""", "/probe/tls", "true or false")]
    [InlineData("""{"service":"a b"}""", "/probe/service", "gRPC service")]
    [InlineData("""{"expectedHeader":{"name":"a:"}}""", "/probe/expectedHeader/name", "no name")]
    [InlineData("""{"expectedHeader":{"value":"x"}}""", "/probe/expectedHeader/name", "no header")]
    [InlineData(
        """{"expectedHeader":{"name":"a","value":"x","contains":"y"}}""",
        "/probe/expectedHeader/contains",
        "one of the two"
    )]
    [InlineData("""{"expectedHeader":{"nam":"a"}}""", "/probe/expectedHeader/nam", "name")]
    [InlineData("""{"jitterPercent":51}""", "/probe/jitterPercent", "0 to 50")]
    [InlineData("""{"unhealthyInterval":"2h"}""", "/probe/unhealthyInterval", "1h")]
    public void Read_WhatIsNot_IsNamedWithWhatToWrite(string json, string place, string says)
    {
        var error = Assert.Single(Read(json).Errors);

        Assert.Equal(place, error.Pointer);
        Assert.Contains(says, error.Message);
    }

    [Fact]
    public void Read_ManyMistakes_AllAreNamed()
    {
        var errors = Read(
            """{"kind":"x","method":"x","port":99999,"host":"?","headers":{"a":"\n","Host":"x"},"expectedHeader":{"name":" "},"interval":"x","expectedStatus":"x"}"""
        ).Errors;

        Assert.Equal(9, errors.Count);
    }

    [Fact]
    public void Read_TooMuch_IsRefused()
    {
        var long1 = new string('x', ProbeSettings.LongestText + 1);
        var headers = string.Join(
            ',',
            Enumerable.Range(0, ProbeHeaders.MostFields + 1).Select(static i => $"\"a{i}\":\"\"")
        );

        Assert.Equal(
            [
                "/probe/path",
                "/probe/headers",
                "/probe/send",
                "/probe/service",
                "/probe/expectedBody",
            ],
            Read(
                $$"""{"path":"/{{long1}}","headers":{{{headers}}},"send":"{{long1}}","service":"{{long1}}","expectedBody":"{{long1}}"}"""
            )
                .Errors.Select(static error => error.Pointer)
        );
    }

    private static (ProbeOverrides Read, List<FieldError> Errors) Read(string json)
    {
        var errors = new List<FieldError>();
        var reader = new ObjectReader(JsonNode.Parse(json)!.AsObject(), "/probe", errors);
        return (ProbeValidator.Read(ProbeRequest.Read(reader), "/probe", errors), errors);
    }

    /// <summary>The members in the order of the expected ones; others would show at the end.</summary>
    private static string Ordered(string json, JsonObject found)
    {
        var ordered = new JsonObject();
        foreach (var (name, _) in JsonNode.Parse(json)!.AsObject())
        {
            ordered[name] = found[name]?.DeepClone();
            found.Remove(name);
        }

        found.ToList().ForEach(rest => ordered[rest.Key] = rest.Value?.DeepClone());
        return ordered.ToJsonString();
    }
}
