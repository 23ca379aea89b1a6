using System.Diagnostics;
using System.Net.Sockets;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Messages;

/// <summary>Servers that people have: what they do that a script would not think of.</summary>
public sealed class RealOriginTests
{
    private const string Payload = "0123456789";

    [Fact]
    public async Task Python_OfHttp10_IsServedWholeAndItsRefusalPassesOn()
    {
        using var files = Files();
        var port = FreePort.Next();
        using var server = Run(
            "python3",
            "-m",
            "http.server",
            $"{port}",
            "--bind",
            "127.0.0.1",
            "--directory",
            files.Path
        );
        await using var plane = await PlaneAsync(port, server);
        using var client = plane.Connect();

        var file = await client.SendAsync("GET /file HTTP/1.1\r\nHost: h\r\n\r\n");
        var head = await client.SendAsync("HEAD /file HTTP/1.1\r\nHost: h\r\n\r\n");
        var missing = await client.SendAsync("GET /missing HTTP/1.1\r\nHost: h\r\n\r\n");
        // It answers 501 and ends the connection without reading the body.
        var post = await client.SendAsync(
            $"POST /file HTTP/1.1\r\nHost: h\r\nContent-Length: 300000\r\n\r\n{new string('x', 300_000)}"
        );

        Assert.Equal((200, Payload), (file.Status, file.Body));
        Assert.Equal((200, $"{Payload.Length}"), (head.Status, head["Content-Length"]));
        Assert.Equal((404, 501), (missing.Status, post.Status));
        Assert.Null(post["X-Lb-Error"]);
    }

    [Fact]
    public async Task Nginx_ServesRangesConditionsAndRefusesWhatIsTooLarge()
    {
        using var files = Files();
        var port = FreePort.Next();
        var configuration = Path.Combine(files.Path, "nginx.conf");
        await File.WriteAllTextAsync(
            configuration,
            $$"""
            daemon off;
            # Its workers would not be let into the directory otherwise; without rights to drop this says nothing.
            user root;
            pid {{files.Path}}/pid;
            error_log /dev/null;
            events { }
            http {
              access_log off;
              client_max_body_size 1k;
              keepalive_requests 3;
              client_body_temp_path {{files.Path}}/body;
              proxy_temp_path {{files.Path}}/proxy;
              fastcgi_temp_path {{files.Path}}/fastcgi;
              uwsgi_temp_path {{files.Path}}/uwsgi;
              scgi_temp_path {{files.Path}}/scgi;
              server { listen 127.0.0.1:{{port}}; root {{files.Path}}; }
            }
            """
        );
        using var server = Run("nginx", "-p", files.Path, "-c", configuration);
        await using var plane = await PlaneAsync(port, server);
        using var client = plane.Connect();

        var file = await client.SendAsync("GET /file HTTP/1.1\r\nHost: h\r\n\r\n");
        var part = await GetAsync("Range: bytes=2-4");
        var parts = await GetAsync("Range: bytes=0-0,8-9");
        var beyond = await GetAsync("Range: bytes=99-");
        var fresh = await GetAsync($"If-None-Match: {file["ETag"]}");
        var changed = await GetAsync("If-Match: \"other\"");
        var large = await client.SendAsync(
            $"POST /file HTTP/1.1\r\nHost: h\r\nContent-Length: 300000\r\n\r\n{new string('x', 300_000)}"
        );

        Assert.Equal((200, Payload), (file.Status, file.Body));
        Assert.Equal((206, "234", "bytes 2-4/10"), (part.Status, part.Body, part["Content-Range"]));
        Assert.StartsWith(
            "multipart/byteranges; boundary=",
            parts["Content-Type"],
            StringComparison.Ordinal
        );
        Assert.Equal((416, "bytes */10"), (beyond.Status, beyond["Content-Range"]));
        Assert.Equal((304, "", file["ETag"]), (fresh.Status, fresh.Body, fresh["ETag"]));
        Assert.Equal((412, 413), (changed.Status, large.Status));
        // It ends each connection after three requests.
        for (var n = 0; n < 20; n++)
        {
            Assert.Equal(Payload, await plane.GetAsync("/file"));
        }

        Task<RawResponse> GetAsync(string field) =>
            client.SendAsync($"GET /file HTTP/1.1\r\nHost: h\r\n{field}\r\n\r\n");
    }

    private static TemporaryDirectory Files()
    {
        var files = new TemporaryDirectory();
        File.WriteAllText(Path.Combine(files.Path, "file"), Payload);
        return files;
    }

    private static Running Run(string program, params string[] arguments) =>
        new(
            Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    UseShellExecute = false,
                    RedirectStandardError = true,
                    RedirectStandardOutput = true,
                }
            )!
        );

    private static async Task<RunningDataPlane> PlaneAsync(int port, Running server)
    {
        await Eventually.HoldsAsync(() => server.ListensOn(port), "the server listens");
        var plane = await RunningDataPlane.StartAsync();
        await plane.EditAsync(draft =>
            RunningDataPlane.Add(draft, "real", $"http://127.0.0.1:{port}")
        );
        return plane;
    }

    private sealed class Running(Process process) : IDisposable
    {
        public bool ListensOn(int port)
        {
            Assert.False(process.HasExited);
            try
            {
                using var client = new TcpClient("127.0.0.1", port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }

        public void Dispose()
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }
}
