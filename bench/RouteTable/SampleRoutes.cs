using LbPlatform.State;
using LbPlatform.State.Model;
using LbPlatform.State.Routing;

namespace LbPlatform.RouteTable;

/// <summary>The routes that both are given, and requests for them.</summary>
internal static class SampleRoutes
{
    public const string Pool = "pool";

    /// <summary>A route by host where the number is even, by path where it is odd; 0 takes everything else.</summary>
    public static RouteMatch Match(int number, int version = 0) =>
        number == 0 ? RouteMatch.Everything
        : number % 2 == 0
            ? new() { Hosts = [$"host-{number}.test"], Path = version == 0 ? "/" : $"/v{version}" }
        : new()
        {
            Path = version == 0 ? $"/service/{number}/api" : $"/service/{number}/v{version}",
        };

    public static Route Route(int number, int version = 0) =>
        new()
        {
            Id = $"{number}",
            Name = $"route-{number}",
            PoolId = Pool,
            Match = Match(number, version),
            CreatedRevision = new Revision(number + 1),
            Revision = new Revision(number + 1 + (version * 1_000_000)),
        };

    /// <summary>Requests that spread over all routes, a third of them for none but the last.</summary>
    public static (string Host, string Path)[] Requests(int routes, int count)
    {
        var random = new Random(1);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(n =>
                {
                    var number = random.Next(1, routes - 1);
                    return (n % 3) switch
                    {
                        0 => ($"host-{number & ~1}.test", "/some/path"),
                        1 => ("shop.test", $"/service/{number | 1}/api/orders/17"),
                        _ => ("shop.test", "/nothing/of/the/kind"),
                    };
                }),
        ];
    }
}
