using System.Text.Json;
using LbPlatform.Cli.Resources;

namespace LbPlatform.Cli.Tests.Resources;

public sealed class ResourceTableTests
{
    private static readonly Column[] Columns =
    [
        Column.Of("NAME", "name"),
        Column.Of("URL", "url"),
        Column.Of("STATE", "administrativeState"),
        Column.Of("HEALTH", "health", "status"),
    ];

    [Fact]
    public void For_List_AlignsColumnsAndMarksWhatIsMissing()
    {
        var list = JsonElement.Parse(
            """
            {"items":[
              {"name":"a","url":"http://localhost:9001","administrativeState":"enabled","health":{"status":"healthy"}},
              {"name":"longer","url":"http://b","administrativeState":"draining"}]}
            """
        );

        Assert.Equal(
            [
                "NAME    URL                    STATE     HEALTH",
                "a       http://localhost:9001  enabled   healthy",
                "longer  http://b               draining  -",
            ],
            ResourceTable.For(list, Columns)
        );
    }

    [Fact]
    public void For_ControlCharacters_LeavesThemOut()
    {
        var list = JsonElement.Parse("""{"items":[{"name":"a\u001b[31m"}]}""");

        Assert.Equal("a[31m  -    -      -", ResourceTable.For(list, Columns)[1]);
    }
}
