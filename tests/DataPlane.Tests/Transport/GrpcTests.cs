using System.Diagnostics;
using System.Runtime.CompilerServices;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Transport;

/// <summary>gRPC through the data plane, with a client and a server of another make (@grpc/grpc-js, tests/Grpc).</summary>
public sealed class GrpcTests
{
    /// <summary>For all checks of the client, which is a program with work of its own, together.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string[] Checks =
    [
        "unary",
        "download",
        "upload",
        "chat",
        "error",
        "lateError",
        "unknownMethod",
        "large",
        "deadline",
        "cancel",
        "many",
    ];

    [Fact]
    public async Task EveryKindOfCall_Passes()
    {
        var backend = FreePort.Next();
        using var server = Start("server", backend);
        try
        {
            var listening = await server
                .StandardOutput.ReadLineAsync()
                .WaitAsync(Eventually.Patience);
            Assert.Equal("listening", listening);
            var (plane, port) = await TransportPlane.StartAsync(
                new() { Protocol = BackendProtocol.Http2 },
                $"http://127.0.0.1:{backend}"
            );
            await using var _ = plane;

            using var client = Start("client", port);
            var said = await client.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
            await client.WaitForExitAsync();

            Assert.Equal(
                Checks.Select(static check => $"ok {check}"),
                said.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            );
            Assert.Equal(0, plane.Log.Count(4001));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task EveryKindOfCall_OverTlsOnBothSides_Passes()
    {
        var backend = FreePort.Next();
        await using var plane = await SecurePlane.StartAsync([]);
        using var directory = new TemporaryDirectory();
        using var pair = plane.NewBackendCertificate();
        var (certificate, key) = TestAuthority.Save(pair, directory.Path);
        using var server = Start("server", backend, certificate, key);
        try
        {
            Assert.Equal(
                "listening",
                await server.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Patience)
            );
            await plane.AddAsync(
                $"https://127.0.0.1:{backend}",
                new() { Protocol = BackendProtocol.Http2 }
            );

            using var client = Start("client", plane.Port, plane.Files.RootFile, "a.test");
            var said = await client.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
            await client.WaitForExitAsync();

            Assert.Equal(
                Checks.Select(static check => $"ok {check}"),
                said.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            );
            Assert.Equal(0, plane.Plane.Log.Count(4001));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task NobodyThere_IsUnavailable()
    {
        var (plane, port) = await TransportPlane.StartAsync(
            new() { Protocol = BackendProtocol.Http2 },
            $"http://127.0.0.1:{FreePort.Next()}"
        );
        await using var _ = plane;
        using var client = Start("ask", port);

        var said = await client.StandardOutput.ReadToEndAsync().WaitAsync(Eventually.Patience);

        Assert.Equal("UNAVAILABLE", said.Trim());
    }

    private static Process Start(string role, int port, params string[] tls)
    {
        var script = Path.Combine(Folder(), "peer.js");
        Install();
        return RealProgram.Start(
            "node",
            "nodejs npm",
            $"\"{script}\" {role} {port} {string.Join(' ', tls.Select(static one => $"\"{one}\""))}"
        );
    }

    /// <summary>The packages are no part of the repository: the first run on a machine brings them.</summary>
    private static void Install()
    {
        if (Directory.Exists(Path.Combine(Folder(), "node_modules")))
        {
            return;
        }

        using var npm = RealProgram.Start(
            "npm",
            "nodejs npm",
            $"ci --prefix \"{Folder()}\" --no-audit --no-fund --ignore-scripts"
        );
        Assert.True(
            npm.WaitForExit(TimeSpan.FromMinutes(2)) && npm.ExitCode == 0,
            "This test needs the packages of tests/Grpc: npm ci --prefix tests/Grpc"
        );
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../Grpc"));
}
