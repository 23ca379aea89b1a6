using System.Net;
using System.Security.Cryptography.X509Certificates;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>A data plane with an https:// listener whose certificates lie in a folder, and an authority for its backends.</summary>
internal sealed class SecurePlane : IAsyncDisposable
{
    private readonly TestAuthority _backends = new("Backends");

    private SecurePlane(RunningDataPlane plane, int port, TestCertificates files) =>
        (Plane, Port, Files) = (plane, port, files);

    public RunningDataPlane Plane { get; }

    /// <summary>Where it speaks TLS.</summary>
    public int Port { get; }

    public TestCertificates Files { get; }

    public Uri Url => new($"https://127.0.0.1:{Port}/");

    /// <summary>Starts it with settings of the listener, as <c>Hsts:MaxAge=1d</c>.</summary>
    public static async Task<SecurePlane> StartAsync(string[] settings, params Origin[] origins)
    {
        var files = new TestCertificates();
        files.WritePem("f/default", files.Server("a.test", "*.a.test", "127.0.0.1"));
        var port = FreePort.Next();
        string[] all =
        [
            $"Url=https://127.0.0.1:{port}",
            $"Tls:Folder={files.File("f")}",
            .. settings.Select(text =>
                text.Replace("ROOT", files.RootFile, StringComparison.Ordinal)
            ),
        ];
        var plane = await RunningDataPlane.StartAsync(
            [
                .. all.Select(static text => text.Split('=', 2))
                    .SelectMany(static pair =>
                        new[] { $"--DataPlane:Listeners:0:{pair[0]}", pair[1] }
                    ),
            ],
            origins
        );
        return new(plane, port, files);
    }

    /// <summary>A certificate for a backend on this machine, which <see cref="AddAsync"/> makes the pool trust.</summary>
    public X509Certificate2 NewBackendCertificate() => _backends.Issue(["127.0.0.1"]);

    /// <summary>Adds this backend and lets the pool speak so to it.</summary>
    public Task AddAsync(string url, BackendTransport? transport = null) =>
        Plane.EditAsync(draft =>
        {
            RunningDataPlane.Add(draft, "secure", url);
            draft.Put(
                draft.Snapshot.Pools.Find(Pool.DefaultName)! with
                {
                    Transport = (transport ?? new()) with { Tls = new() { Ca = _backends.Pem } },
                }
            );
        });

    /// <summary>A client that trusts the listener and speaks this version and no other.</summary>
    public HttpClient NewClient(int version = 2)
    {
        var client = Files.NewClient();
        client.BaseAddress = Url;
        client.DefaultRequestVersion = version == 2 ? HttpVersion.Version20 : HttpVersion.Version11;
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        client.Timeout = Eventually.Patience;
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await Plane.DisposeAsync();
        Files.Dispose();
        _backends.Dispose();
    }
}
