using System.Net;
using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Tests.Forwarding;

public sealed class ResponseRulesTests
{
    [Theory]
    [InlineData(200, "", "", null)]
    [InlineData(200, "0", "", null)]
    [InlineData(200, "9223372036854775807", "", null)]
    [InlineData(200, "9223372036854775808", "", "its Content-Length is no number")]
    [InlineData(200, "+5", "", "its Content-Length is no number")]
    [InlineData(200, "5,5", "", "its Content-Length is no number")]
    [InlineData(200, "5 ", "", "its Content-Length is no number")]
    [InlineData(200, "", "chunked", null)]
    [InlineData(200, "", "CHUNKED", null)]
    [InlineData(200, "", "gzip, chunked", "its Transfer-Encoding is not chunked")]
    [InlineData(200, "", "identity", "its Transfer-Encoding is not chunked")]
    [InlineData(200, "5", "chunked", "it has both Content-Length and Transfer-Encoding")]
    [InlineData(204, "5", "chunked", "it has both Content-Length and Transfer-Encoding")]
    [InlineData(99, "", "", "its status is 099")]
    [InlineData(0, "", "", "its status is 000")]
    [InlineData(999, "", "", null)]
    [InlineData(101, "", "", "it switches protocols without being asked")]
    public void FaultOf_Head_IsNamed(int status, string length, string coding, string? expected)
    {
        using var response = Response(status, length, coding);

        Assert.Equal(expected, ResponseRules.FaultOf(response));
    }

    [Fact]
    public void FaultOf_ChunksInHttp10_IsNamed()
    {
        using var response = Response(200, "", "chunked");
        response.Version = HttpVersion.Version10;

        Assert.Equal("HTTP/1.0 has no Transfer-Encoding", ResponseRules.FaultOf(response));
    }

    [Fact]
    public void FaultOf_SwitchThatWasAskedFor_IsNone()
    {
        using var request = new HttpRequestMessage();
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        using var response = Response(101, "", "");
        response.RequestMessage = request;

        Assert.Null(ResponseRules.FaultOf(response));
    }

    private static HttpResponseMessage Response(int status, string length, string coding)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new EmptyContent(),
        };
        if (length.Length > 0)
        {
            response.Content.Headers.TryAddWithoutValidation("Content-Length", length);
        }

        if (coding.Length > 0)
        {
            response.Headers.TryAddWithoutValidation("Transfer-Encoding", coding);
        }

        return response;
    }
}
