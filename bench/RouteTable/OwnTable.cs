using System.Diagnostics;
using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Eligibility;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;
using Microsoft.AspNetCore.Http;
using Route = LbPlatform.State.Model.Route;

namespace LbPlatform.RouteTable;

/// <summary>Our table: what the data plane does with a snapshot, and with a request.</summary>
internal static class OwnTable
{
    private const int LookUps = 300_000;
    private const int Changes = 200;

    public static Row Measure(int count)
    {
        var pool = new PoolState(SampleRoutes.Pool, new RoundRobin());
        var snapshot = ConfigurationSnapshot.Empty with
        {
            StoreId = "store",
            Pools = ResourceSet<Pool>.Of([new() { Id = pool.Id, Name = pool.Id }]),
            Routes = ResourceSet<Route>.Of(
                Enumerable.Range(0, count).Select(static n => SampleRoutes.Route(n))
            ),
        };
        var routes = RouteSet.Empty.Next(snapshot, _ => pool, havePoolsChanged: true);
        var requests = SampleRoutes.Requests(count, 1_000);
        LookUp(routes, requests, LookUps);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var lookUp = LookUp(routes, requests, LookUps);
        var lookUpBytes = GC.GetAllocatedBytesForCurrentThread() - before;

        var times = new List<double>();
        var bytes = 0L;
        for (var change = -Changes; change < Changes; change++)
        {
            var number = 1 + (Math.Abs(change) * 23 % (count - 1));
            snapshot = snapshot with
            {
                Routes = snapshot.Routes.Put(SampleRoutes.Route(number, change + Changes + 1)),
            };
            // The order is the snapshot's own work, whoever reads it.
            _ = snapshot.Routes.InOrder;
            before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            routes = routes.Next(snapshot, _ => pool, havePoolsChanged: false);
            if (change >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                bytes += GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }

        return new(
            "LbPlatform",
            lookUp,
            (double)lookUpBytes / LookUps,
            times,
            (double)bytes / Changes
        );
    }

    private static double LookUp(RouteSet routes, (string Host, string Path)[] requests, int count)
    {
        var headers = new HeaderDictionary();
        var start = Stopwatch.GetTimestamp();
        for (var n = 0; n < count; n++)
        {
            var (host, path) = requests[n % requests.Length];
            if (routes.Table.Find(new("GET", host, path, headers)) is null)
            {
                throw new InvalidOperationException($"No route for {host}{path}.");
            }
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
    }
}
