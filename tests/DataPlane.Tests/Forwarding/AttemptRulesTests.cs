using System.Security.Authentication;
using LbPlatform.DataPlane.Forwarding;
using Yarp.ReverseProxy.Forwarder;

namespace LbPlatform.DataPlane.Tests.Forwarding;

public sealed class AttemptRulesTests
{
    public static TheoryData<ForwarderError, Exception?, int, string, string> Cases =>
        new()
        {
            { ForwarderError.None, null, 200, "Answered", "ok" },
            {
                ForwarderError.Request,
                Wrapped(ConnectFault.Refused),
                502,
                "NotConnected",
                "refused"
            },
            { ForwarderError.Request, Wrapped(ConnectFault.Dns), 502, "NotConnected", "dns" },
            {
                ForwarderError.Request,
                Wrapped(ConnectFault.Timeout),
                502,
                "NotConnected",
                "timeout"
            },
            {
                ForwarderError.Request,
                new HttpRequestException("tls", new AuthenticationException()),
                502,
                "NotConnected",
                "tls"
            },
            { ForwarderError.Request, Wrapped(ConnectFault.Tls), 502, "NotConnected", "tls" },
            {
                ForwarderError.Request,
                Wrapped(ConnectFault.Protocol),
                502,
                "NotConnected",
                "protocol"
            },
            {
                ForwarderError.Request,
                Wrapped(ConnectFault.Forbidden),
                502,
                "Forbidden",
                "forbidden"
            },
            { ForwarderError.Request, Stream(0x0), 502, "Stale", "reset" },
            { ForwarderError.Request, Stream(0x7), 502, "Refused", "refused" },
            { ForwarderError.Request, Stream(0x1), 502, "Malformed", "protocol" },
            { ForwarderError.Request, Stream(0x2), 502, "Broken", "reset" },
            { ForwarderError.Request, Stream(0x8), 502, "Broken", "reset" },
            { ForwarderError.Request, new IOException("reset"), 502, "Broken", "reset" },
            { ForwarderError.Request, Stale(wasSent: true), 502, "Stale", "reset" },
            { ForwarderError.Request, Stale(wasSent: false), 502, "Unsent", "reset" },
            {
                ForwarderError.Request,
                new HttpRequestException(HttpRequestError.ResponseEnded),
                502,
                "Broken",
                "reset"
            },
            {
                ForwarderError.Request,
                new HttpRequestException(HttpRequestError.InvalidResponse),
                502,
                "Malformed",
                "protocol"
            },
            {
                ForwarderError.RequestTimedOut,
                new TaskCanceledException(),
                504,
                "TooSlow",
                "timeout"
            },
            {
                ForwarderError.RequestTimedOut,
                new TaskCanceledException("", new TimeoutException()),
                504,
                "NotConnected",
                "timeout"
            },
            { ForwarderError.RequestBodyDestination, null, 504, "TooSlow", "timeout" },
            { ForwarderError.RequestBodyDestination, null, 502, "Broken", "reset" },
            { ForwarderError.RequestBodyClient, null, 408, "ClientFault", "client" },
            { ForwarderError.RequestCanceled, null, 502, "ClientGone", "client" },
            { ForwarderError.ResponseHeaders, null, 502, "Malformed", "protocol" },
            { ForwarderError.ResponseBodyDestination, null, 502, "CutShort", "reset" },
            { ForwarderError.ResponseBodyClient, null, 200, "ClientGone", "client" },
            { ForwarderError.UpgradeActivityTimeout, null, 101, "Answered", "ok" },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Judge_EachError_IsNamed(
        ForwarderError error,
        Exception? failure,
        int status,
        string result,
        string reason
    )
    {
        var attempt = AttemptRules.Judge(error, failure, status);

        Assert.Equal((result, reason), (attempt.Result.ToString(), attempt.Reason));
    }

    [Fact]
    public void Judge_RefusedWhileItsBodyWasSent_IsRefused() =>
        Assert.Equal(
            AttemptResult.Refused,
            AttemptRules
                .Judge(
                    ForwarderError.RequestBodyDestination,
                    new AggregateException(Stream(0x7), new HttpRequestException("length")),
                    502
                )
                .Result
        );

    [Fact]
    public void Judge_EveryErrorThereIs_IsJudged() =>
        Assert.All(
            Enum.GetValues<ForwarderError>(),
            static error => Assert.NotNull(AttemptRules.Judge(error, null, 502).Reason)
        );

    private static HttpRequestException Stream(long code) =>
        new("x", new HttpProtocolException(code, "x", null));

    [Fact]
    public void Judge_ResponseRefusedByUs_SaysWhy() =>
        Assert.Equal(
            "it has two heads",
            AttemptRules
                .Judge(
                    ForwarderError.ResponseHeaders,
                    new MalformedResponseException("it has two heads"),
                    502
                )
                .Detail
        );

    private static HttpRequestException Stale(bool wasSent) =>
        new("x", new StaleConnectionException(wasSent, "x"));

    private static HttpRequestException Wrapped(ConnectFault fault) =>
        new("x", new BackendConnectException(fault, "x"));
}
