namespace LbPlatform.Cli.Up.Seeding;

/// <summary><c>--servers localhost:9001,localhost:9002</c></summary>
internal static class ServersFlag
{
    private const string Flag = "--servers";

    /// <summary>Reads the list into <paramref name="list"/>.</summary>
    public static void Read(string text, SeedList list)
    {
        foreach (var address in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (BackendAddress.TryParse(address, out var url, out var error))
            {
                list.Add(new BackendSeed(null, url), Flag);
            }
            else
            {
                list.Refuse(Flag, error);
            }
        }
    }
}
