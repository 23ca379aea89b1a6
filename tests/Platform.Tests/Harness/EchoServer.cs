namespace LbPlatform.Platform.Tests.Harness;

/// <summary>The sample backend as a process of its own.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private RealProcess? _process;

    private EchoServer(string name, int port)
    {
        Name = name;
        Port = port;
    }

    public string Name { get; }

    public int Port { get; }

    public string Url => $"http://localhost:{Port}";

    public static async Task<EchoServer> StartAsync(string name)
    {
        var server = new EchoServer(name, FreePort.Next());
        await server.StartAgainAsync();
        return server;
    }

    public async Task StartAgainAsync()
    {
        _process = RealProcess.Start(
            Repository.Program("EchoBackend"),
            ["--port", $"{Port}", "--name", Name]
        );
        await Ready.WaitAsync(Port, _process, "/ping");
    }

    public async Task KillAsync()
    {
        _process!.KillNow();
        await _process.ExitAsync();
    }

    public void Signal(string name) => _process!.Signal(name);

    public ValueTask DisposeAsync() => _process!.DisposeAsync();
}
