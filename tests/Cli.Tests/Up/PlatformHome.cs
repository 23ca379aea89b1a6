namespace LbPlatform.Cli.Tests.Up;

/// <summary>A home (LB_HOME) in which a stand-in plays each of the three programs; the demo backends are real.</summary>
internal sealed class PlatformHome : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public PlatformHome()
    {
        foreach (var program in (string[])["ControlPlane", "DataPlane", "Poller"])
        {
            Copy("StandIn", program);
        }

        Copy("EchoBackend", "EchoBackend");
    }

    public string Path => _directory.Path;

    public void Dispose() => _directory.Dispose();

    private void Copy(string project, string program)
    {
        var own = AppContext.BaseDirectory.TrimEnd('/');
        var from = System.IO.Path.Combine(
            own,
            "..",
            "..",
            project,
            System.IO.Path.GetFileName(own)
        );
        var to = Directory.CreateDirectory(_directory.File(program)).FullName;
        foreach (
            var file in Directory
                .GetFiles(from)
                .Where(static f => !f.EndsWith(".deps.json", StringComparison.Ordinal))
        )
        {
            var name = System
                .IO.Path.GetFileName(file)
                .Replace($"LbPlatform.{project}.", $"LbPlatform.{program}.");
            File.Copy(file, System.IO.Path.Combine(to, name));
        }
    }
}
