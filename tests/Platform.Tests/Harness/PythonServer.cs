namespace LbPlatform.Platform.Tests.Harness;

/// <summary>`python3 -m http.server`: the backend that most people try first. It answers HTTP/1.0.</summary>
internal sealed class PythonServer : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private RealProcess? _process;

    private PythonServer(int port) => Port = port;

    public int Port { get; }

    public string Url => $"http://localhost:{Port}";

    public string Greeting => $"Hello from the web server running on port {Port}.\n";

    public static async Task<PythonServer> StartAsync()
    {
        var server = new PythonServer(FreePort.Next());
        await File.WriteAllTextAsync(server._directory.File("index.html"), server.Greeting);
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        _process = RealProcess.Start(
            "python3",
            ["-m", "http.server", $"{Port}", "--bind", "127.0.0.1", "--directory", _directory.Path]
        );
        await Ready.WaitAsync(Port, _process, "/");
    }

    public async Task KillAsync()
    {
        _process!.KillNow();
        await _process.ExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _process!.DisposeAsync();
        _directory.Dispose();
    }
}
