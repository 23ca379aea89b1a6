using System.Text.Json;

namespace LbPlatform.ControlPlane.Tests.Resources;

/// <summary>A kind of resource as the tests that hold for every kind write it.</summary>
/// <param name="Many">Its place in the API.</param>
/// <param name="One">What messages call one.</param>
/// <param name="Column">A column of its table in which text that is none of its values makes a row unreadable.</param>
/// <param name="Needs">The members, beside the name, that one must have; made from its name.</param>
/// <param name="Default">How answers show the members that were left out.</param>
/// <param name="Changed">A value for each of these members that is not the default.</param>
internal sealed record ResourceCase(
    string Many,
    string One,
    string Column,
    Func<string, string> Needs,
    IReadOnlyDictionary<string, string> Default,
    IReadOnlyDictionary<string, string> Changed
)
{
    public static readonly IReadOnlyList<ResourceCase> All =
    [
        new(
            "backends",
            "backend",
            "url",
            static name => $",\"url\":\"http://{name}.test\"",
            new Dictionary<string, string>
            {
                ["administrativeState"] = "enabled",
                ["weight"] = "100",
                ["tier"] = "0",
                ["probe"] = "{}",
            },
            new Dictionary<string, string>
            {
                ["administrativeState"] = "draining",
                ["weight"] = "7",
                ["tier"] = "2",
                ["probe"] = """{"path":"/x","expectedStatus":"200,204","interval":"1m30s"}""",
            }
        ),
        new(
            "pools",
            "pool",
            "balancing",
            static _ => "",
            new Dictionary<string, string>
            {
                ["probe"] = "{}",
                ["balancing"] =
                    """{"policy":"roundRobin","zonePreference":"sameZone","zoneSpillBelowPercent":70}""",
                ["resilience"] =
                    """{"ejection":{"consecutiveFailures":5,"silence":"2s","bySuccessRate":false,"failurePercent":0,"latencyFactor":0,"baseTime":"30s","longestTime":"5m","mostPercent":50},"retry":{"attempts":3,"onReset":true,"onStatus":true,"statuses":"502-504","tryTimeout":"0s","backOff":"25ms","budgetPercent":20,"budgetMinimum":3,"bodyBytes":65536},"capacity":{"requestsPerBackend":0,"requests":0,"queueLength":100,"queueTimeout":"5s"},"breaker":{"failurePercent":0,"leastRequests":20,"window":"10s","openTime":"10s","recoveryTime":"10s"},"panicPercent":0,"slowStart":"0s"}""",
                ["transport"] =
                    """{"protocol":"http1","proxyProtocol":"off","tls":{"verify":"full","minVersion":"1.2"}}""",
            },
            new Dictionary<string, string>
            {
                ["probe"] = """{"path":"/x","healthyThreshold":5}""",
                ["balancing"] =
                    """{"policy":"consistentHash","hashOn":"header","hashName":"X-User","boundedLoadPercent":150,"zonePreference":"off","zoneSpillBelowPercent":0}""",
                ["resilience"] =
                    """{"ejection":{"consecutiveFailures":0,"silence":"0s","bySuccessRate":true,"failurePercent":85,"latencyFactor":5,"baseTime":"10s","longestTime":"1m","mostPercent":30},"retry":{"attempts":5,"onReset":false,"onStatus":false,"statuses":"429,500-599","tryTimeout":"2s","backOff":"1s","budgetPercent":100,"budgetMinimum":0,"bodyBytes":0},"capacity":{"requestsPerBackend":10,"requests":100,"queueLength":0,"queueTimeout":"100ms"},"breaker":{"failurePercent":30,"leastRequests":50,"window":"5s","openTime":"1m","recoveryTime":"0s"},"panicPercent":50,"slowStart":"30s"}""",
                ["transport"] =
                    """{"protocol":"http2","pingInterval":"1m","proxyProtocol":"v2","tls":{"verify":"full","serverName":"api.test","minVersion":"1.3"}}""",
            }
        ),
        new(
            "routes",
            "route",
            "match",
            static _ => ",\"pool\":\"default\"",
            new Dictionary<string, string>
            {
                ["priority"] = "0",
                ["match"] = """{"path":"/","pathKind":"prefix"}""",
                ["action"] = "{}",
                ["limits"] = "{}",
            },
            new Dictionary<string, string>
            {
                ["priority"] = "-5",
                ["match"] =
                    """{"hosts":["shop.test","*.shop.test"],"path":"/api","pathKind":"prefix","methods":["GET","PURGE"],"headers":[{"name":"X-Beta","kind":"exact","value":"1"},{"name":"X-Old","kind":"absent"}],"query":[{"name":"v","kind":"prefix","value":"2."}]}""",
                ["action"] =
                    """{"mirror":{"pool":"default","percent":10},"path":{"prefix":"/v2"},"host":"api.test:8080","requestHeaders":{"remove":["X-Secret"],"set":[{"name":"X-Tier","value":"beta"}]},"responseHeaders":{"add":[{"name":"X-Served-By","value":"lb"}]},"timeouts":{"total":"30s","firstByte":"5s","activity":"1m"}}""",
                ["limits"] =
                    """{"maxBodyBytes":10,"rateLimits":[{"requests":100,"period":"1m","algorithm":"slidingWindow","by":"header","header":"X-Key"},{"requests":5,"period":"1s","algorithm":"tokenBucket","burst":9,"by":"client"}],"maxRequestsInFlight":7,"maxRequestsInFlightPerClient":3,"allow":"10.0.0.0/8","deny":"10.1.0.0/16,2001:db8::/32","minRequestBytesPerSecond":0,"minResponseBytesPerSecond":50}""",
            }
        ),
    ];

    public string Path => $"/{Many}";

    /// <summary>The case of this place in the API.</summary>
    public static ResourceCase Of(string many) => All.Single(one => one.Many == many);

    /// <summary>A body that makes one.</summary>
    public string Body(string name) => $$"""{"name":"{{name}}"{{Needs(name)}}}""";

    /// <summary>A body that makes one of which every member is not the default.</summary>
    public string ChangedBody(string name) =>
        $$"""{"name":"{{name}}"{{Needs(name)}},{{Members(Changed)}}}""";

    /// <summary>A patch that changes some member.</summary>
    public string Patch => $$"""{{{Member(Changed.First())}}}""";

    private static string Members(IReadOnlyDictionary<string, string> members) =>
        string.Join(',', members.Select(Member));

    private static string Member(KeyValuePair<string, string> member) =>
        $"\"{member.Key}\":{(member.Value[0] is '{' or '[' || int.TryParse(member.Value, out _) ? member.Value : JsonSerializer.Serialize(member.Value))}";
}
