using System.Text.Json;
using LbPlatform.Cli.Explain;

namespace LbPlatform.Cli.Tests.Explain;

public sealed class ExplanationTextTests
{
    private static readonly ExplainQuestion Asked = ExplainQuestion.Read(
        ["GET", "http://shop.test/a"],
        [],
        []
    );

    [Fact]
    public void Of_Forwarded_ShowsPoolsAndBackends()
    {
        var lines = ExplanationText.Of(
            Asked,
            Json(
                """
                {"node":"dp","revision":7,"listener":"http://*:8080","client":"10.0.0.1","route":"shop",
                 "sent":{"backend":"b1","method":"GET","target":"/v2/a","headers":[]},
                 "timeouts":{"connect":"3s","activity":"60s"},
                 "pools":[{"name":"p","probability":1,"policy":"roundRobin","choice":{"kind":"turn","backend":"b1"},
                   "affinity":{"kind":"cookie","backend":"b2","isKept":false},
                   "retry":{"attempts":3,"isRepeatable":true,"onReset":true,"onStatuses":"502-504"},
                   "backends":[{"name":"b1","probability":0.666667,"status":"eligible","weight":100,"inFlight":0},
                               {"name":"b2","probability":0,"status":"ejected","reason":"refused\u001b","weight":100,"inFlight":2}],
                   "omitted":1}]}
                """
            )
        );

        Assert.Equal(
            [
                "GET http://shop.test/a from 10.0.0.1",
                "  data plane  dp, revision 7, listener http://*:8080",
                "  route       shop",
                "  sent        GET /v2/a, for example to b1",
                "  time-outs   connect 3s, first byte -, pause 60s, total -",
                "",
                "pool p: 100 %, roundRobin, next b1",
                "  affinity    by cookie, tied to b2, which it does not get",
                "  retries     3 backends at most, on resets and on 502-504",
                "BACKEND  CHANCE   STATUS    WISH  HEALTH  WEIGHT  IN FLIGHT  WHY",
                "b1       66.67 %  eligible  -     -       100     0          -",
                "b2       0 %      ejected   -     -       100     2          refused",
                "and 1 more",
            ],
            lines
        );
    }

    [Fact]
    public void Of_NewClient_IsTiedToNobodyYet() =>
        Assert.Contains(
            "  affinity    by cookie, tied to nobody yet",
            ExplanationText.Of(
                Asked,
                Json(
                    """
                    {"node":"dp","revision":7,"listener":"l","client":"10.0.0.1","route":"shop",
                     "pools":[{"name":"p","probability":1,"policy":"roundRobin","choice":{"kind":"turn","backend":"b1"},
                       "affinity":{"kind":"cookie","isKept":false},
                       "retry":{"attempts":3,"isRepeatable":true,"onReset":true,"onStatuses":"502-504"},
                       "backends":[],"omitted":0}]}
                    """
                )
            )
        );

    [Fact]
    public void Of_Refused_SaysWhy()
    {
        var lines = ExplanationText.Of(
            Asked,
            Json(
                """{"node":"dp","revision":7,"refusal":{"code":"bad_request","status":400,"detail":"No host.","rule":"host-missing"}}"""
            )
        );

        Assert.Equal("  refused     400 bad_request, rule host-missing: No host.", lines[^1]);
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
