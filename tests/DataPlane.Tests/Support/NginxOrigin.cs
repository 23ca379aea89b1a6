using System.Diagnostics;
using System.Net.Sockets;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>A real nginx with one server.</summary>
internal sealed class NginxOrigin : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Process _process;
    private readonly int _port = FreePort.Next();

    private NginxOrigin(string listen, string server)
    {
        var directory = _directory.Path;
        var file = Path.Combine(directory, "nginx.conf");
        File.WriteAllText(
            file,
            $$"""
            daemon off;
            master_process off;
            pid {{directory}}/pid;
            error_log {{directory}}/error.log;
            events {}
            http {
              access_log off;
              client_body_temp_path {{directory}}/body;
              proxy_temp_path {{directory}}/proxy;
              fastcgi_temp_path {{directory}}/fastcgi;
              uwsgi_temp_path {{directory}}/uwsgi;
              scgi_temp_path {{directory}}/scgi;
              server {
                listen 127.0.0.1:{{_port}}{{listen}};
                {{server}}
              }
            }
            """
        );
        _process = RealProgram.Start("nginx", "nginx-light", $"-p {directory} -c {file}");
    }

    public string Url => $"http://127.0.0.1:{_port}";

    /// <summary>Starts it with these parameters of <c>listen</c> and these directives.</summary>
    public static async Task<NginxOrigin> StartAsync(string listen, string server)
    {
        var nginx = new NginxOrigin(listen, server);
        await Eventually.HoldsAsync(nginx.CanBeConnectedTo, "nginx listens");
        return nginx;
    }

    /// <summary>Stops it with SIGSTOP: it keeps its connections, the system goes on accepting new ones, and nobody answers.</summary>
    public void Stop() => Signal("STOP");

    /// <summary>Lets it go on.</summary>
    public void Continue() => Signal("CONT");

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _directory.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = RealProgram.Start("kill", "procps", $"-{name} {_process.Id}");
        kill.WaitForExit();
    }

    private bool CanBeConnectedTo()
    {
        try
        {
            using var probe = new TcpClient("127.0.0.1", _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
