using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LbPlatform.Cli.Up.Seeding;

namespace LbPlatform.Cli.Tests.Up.Seeding;

public sealed class BackendsFileTests
{
    public static TheoryData<string, string[]> Forms =>
        new()
        {
            { "- http://a:1\n- b:2\n", ["http://a:1", "http://b:2"] },
            {
                "backends:\n  - http://a:1\n  - localhost:2\n",
                ["http://a:1", "http://localhost:2"]
            },
            { "- name: one\n  url: http://a:1\n- url: b:2\n", ["one http://a:1", "http://b:2"] },
            { "- {host: a, port: 1, name: one}\n", ["one http://a:1"] },
            { "servers: [a:1, 'b:2']\n", ["http://a:1", "http://b:2"] },
            {
                """{"server_list":[{"id":1,"host":"127.0.0.1","port":"5001"},{"id":2,"host":"127.0.0.1","port":5002}]}""",
                ["server-1 http://127.0.0.1:5001", "server-2 http://127.0.0.1:5002"]
            },
            {
                "{\n\t\"server_list\": [\n\t\t{\"host\":\"a\",\t\"port\":\"1\"}\n\t]\n}\n",
                ["http://a:1"]
            },
            { """["http://a:1","b:2"]""", ["http://a:1", "http://b:2"] },
            { "# comment\n---\n- a:1 # first\n", ["http://a:1"] },
        };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Read_Form_GivesItsBackends(string text, string[] backends)
    {
        var list = Read(text);

        Assert.Empty(list.Errors);
        Assert.Equal(
            backends,
            list.Seeds.Select(static s => s.Name is null ? s.Url.Text : $"{s.Name} {s.Url}")
        );
    }

    [Theory]
    [InlineData("", "f: It holds no list of backends. Begin with '- http://localhost:9001'.")]
    [InlineData("backends: []", "f, line 1: A list of backends is expected here")]
    [InlineData("just text", "f, line 1: A list of backends is expected here")]
    [InlineData("{}", "f: It holds no list of backends.")]
    [InlineData("a: 1\nbakends:\n- a:1", "f, line 1: Unknown key 'a'.")]
    [InlineData("bakends:\n- a:1", "f, line 1: Unknown key 'bakends'. Did you mean 'backends'?")]
    [InlineData("- a:1\n- web\n", "f, line 2: 'web' names no port.")]
    [InlineData("- a:1\n\n- a:1\n", "f, line 3: 'http://a:1' is given twice, first at f, line 1.")]
    [InlineData(
        "- {name: x, url: 'a:1'}\n- {name: x, url: 'b:1'}",
        "f, line 2: 'x' is given twice"
    )]
    [InlineData("- {name: A b, url: 'a:1'}", "f, line 1: 'A b' is no name")]
    [InlineData("- url: a:1\n  prot: 3\n", "f, line 2: Unknown key 'prot'. Did you mean 'port'?")]
    [InlineData("- url: a:1\n  port: 3\n", "f, line 1: Give either 'url' or 'host' and 'port'")]
    [InlineData("- host: a\n", "f, line 1: The address is missing: give 'url'")]
    [InlineData("- name: a\n", "f, line 1: The address is missing: give 'url'")]
    [InlineData("- url: [a]\n", "f, line 1: 'url' must be a single value.")]
    [InlineData("- [a:1]\n", "f, line 1: An address or a mapping with 'url' is expected here.")]
    [InlineData("- a:1\n---\n- b:1\n", "f: It holds no list of backends.")]
    [InlineData("""{"server_list":[""", "f, line ")]
    [InlineData("- a: 'b\n", "f, line ")]
    [InlineData("[[[[[[[[[[[[", "f, line 1: Nested too deeply for a list.")]
    [InlineData("- &a [*a]", "f, line 1: ")]
    public void Read_Malformed_SaysWhere(string text, string error) =>
        Assert.StartsWith(error, Read(text).Errors[0]);

    [Fact]
    public void Read_SeveralErrors_SaysAll() =>
        Assert.Equal(3, Read("- web\n- a:1\n- {nme: x}\n- ftp://x\n").Errors.Count);

    [Fact]
    public void Read_HostileDepth_IsRefusedInsteadOfOverflowing() =>
        Assert.Single(Read(new string('[', 1_000_000)).Errors);

    [Fact]
    public void Read_TooMany_IsRefused()
    {
        var text = string.Concat(
            Enumerable.Range(1, SeedList.Most + 1).Select(static n => $"- http://h{n}\n")
        );

        Assert.Equal(
            [
                $"f, line {SeedList.Most + 1}: More than 10000 backends; add the rest through the API.",
            ],
            Read(text).Errors
        );
    }

    [Fact]
    public void Read_AnyPortsAsYamlAndAsJson_GiveTheSameBackends()
    {
        var ports = Gen.Choose(1, 65535)
            .NonEmptyListOf()
            .Select(static l => l.Distinct().ToArray());

        Prop.ForAll(
                Arb.From(ports),
                list =>
                {
                    var yaml = string.Concat(list.Select(static p => $"- localhost:{p}\n"));
                    var json = JsonSerializer.Serialize(
                        new
                        {
                            server_list = list.Select(static p => new
                            {
                                host = "localhost",
                                port = $"{p}",
                            }),
                        }
                    );
                    return Read(yaml).Seeds.SequenceEqual(Read(json).Seeds)
                        && Read(yaml).Seeds.Select(static s => s.Url.Port).SequenceEqual(list);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Read_AnyText_NeverThrows() =>
        Prop.ForAll<NonNull<string>>(text =>
            {
                var list = Read(text.Get);
                return list.Seeds.Length + list.Errors.Count > 0;
            })
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("backends.yaml")]
    [InlineData("servers.json")]
    public void Read_ShippedSample_NamesTheDemoBackends(string file)
    {
        var list = Read(File.ReadAllText(RepositoryFile.PathOf($"demo/{file}")));

        Assert.Empty(list.Errors);
        Assert.Equal([9001, 9002, 9003], list.Seeds.Select(static s => s.Url.Port));
    }

    private static SeedList Read(string text)
    {
        var list = new SeedList();
        BackendsFile.Read("f", text, list);
        return list;
    }
}
