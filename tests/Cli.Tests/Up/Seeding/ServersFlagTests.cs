using LbPlatform.Cli.Up.Seeding;

namespace LbPlatform.Cli.Tests.Up.Seeding;

public sealed class ServersFlagTests
{
    [Fact]
    public void Read_List_GivesItsBackendsWithoutNames()
    {
        var list = Read("localhost:8081, localhost:8082,https://c.test");

        Assert.Empty(list.Errors);
        Assert.Equal(
            ["http://localhost:8081", "http://localhost:8082", "https://c.test"],
            list.Seeds.Select(static s => s.Url.Text)
        );
        Assert.All(list.Seeds, static s => Assert.Null(s.Name));
    }

    [Fact]
    public void Read_Malformed_SaysAll()
    {
        Assert.Equal(
            [
                "--servers: 'http://a:1' is given twice. Remove one.",
                "--servers: It is empty; write host:port, for example localhost:9001.",
                "--servers: 'x' names no port. Write host:port, for example 'x:80'.",
            ],
            Read("a:1,a:1,,x").Errors
        );
    }

    private static SeedList Read(string text)
    {
        var list = new SeedList();
        ServersFlag.Read(text, list);
        return list;
    }
}
