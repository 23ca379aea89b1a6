using System.Net;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>A data plane whose default pool has a transport of its own, with a second listener that speaks HTTP/2.</summary>
internal static class TransportPlane
{
    public static async Task<(RunningDataPlane Plane, int Http2Port)> StartAsync(
        BackendTransport transport,
        params string[] urls
    )
    {
        var port = FreePort.Next();
        var plane = await RunningDataPlane.StartAsync([
            "--DataPlane:Listeners:0:Url",
            $"http://127.0.0.1:{port}",
            "--DataPlane:Listeners:0:Protocols",
            "Http2",
        ]);
        await plane.EditAsync(draft =>
        {
            foreach (var (at, url) in urls.Index())
            {
                RunningDataPlane.Add(draft, $"b{at + 1}", url);
            }
        });
        await plane.SetTransportAsync(transport);
        return (plane, port);
    }

    /// <summary>Changes the default pool's transport, and waits until traffic follows it.</summary>
    public static Task SetTransportAsync(this RunningDataPlane plane, BackendTransport transport) =>
        plane.EditAsync(draft =>
            draft.Put(draft.Snapshot.Pools.Find(Pool.DefaultName)! with { Transport = transport })
        );

    /// <summary>A client that speaks HTTP/2 with prior knowledge.</summary>
    public static HttpClient Http2Client(int port) =>
        new(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = Eventually.Patience,
        };
}
