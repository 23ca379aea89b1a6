using System.Text.Json;
using LbPlatform.Cli.Backends;

namespace LbPlatform.Cli.Tests.Backends;

public sealed class BackendTableTests
{
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
            BackendTable.For(list)
        );
    }

    [Fact]
    public void For_ControlCharacters_LeavesThemOut()
    {
        var list = JsonElement.Parse("""{"items":[{"name":"a\u001b[31m"}]}""");

        Assert.Equal("a[31m  -    -      -", BackendTable.For(list)[1]);
    }
}
