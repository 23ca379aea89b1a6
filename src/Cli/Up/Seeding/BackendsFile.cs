using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace LbPlatform.Cli.Up.Seeding;

/// <summary>
/// A file of backends, as people bring it: a YAML list, the same list under <c>backends</c>, or the JSON form with
/// <c>server_list</c>. JSON is read as the YAML that it is, so that every error has its line.
/// </summary>
internal static class BackendsFile
{
    /// <summary>Longest file, in bytes.</summary>
    public const int LongestBytes = 4 * 1024 * 1024;

    private const int DeepestNesting = 8;

    private static readonly string[] ListKeys = ["backends", "servers", "server_list"];

    /// <summary>Reads the text of the file called <paramref name="name"/> into <paramref name="list"/>.</summary>
    public static void Read(string name, string text, SeedList list)
    {
        try
        {
            var yaml = WithoutTabs(text);
            EnsureShallow(yaml);
            var stream = new YamlStream();
            using var reader = new StringReader(yaml);
            stream.Load(reader);
            ReadDocuments(name, stream.Documents, list);
        }
        catch (YamlException malformed)
        {
            list.Refuse(At(name, malformed.Start), FirstLine(malformed.Message));
        }
    }

    private static void ReadDocuments(string name, IList<YamlDocument> documents, SeedList list)
    {
        if (documents.Count != 1)
        {
            list.Refuse(
                name,
                "It holds no list of backends. Begin with '- http://localhost:9001'."
            );
            return;
        }

        var root = documents[0].RootNode;
        var items = root is YamlMappingNode mapping ? FindList(name, mapping, list) : root;
        if (items is YamlSequenceNode { Children.Count: > 0 } sequence)
        {
            var entries = new BackendEntry(name, list);
            foreach (var node in sequence)
            {
                entries.Read(node);
            }
        }
        else if (items is not null)
        {
            list.Refuse(
                At(name, items.Start),
                "A list of backends is expected here, such as '- http://localhost:9001'."
            );
        }
    }

    private static YamlNode? FindList(string name, YamlMappingNode root, SeedList list)
    {
        YamlNode? found = null;
        foreach (var (key, value) in root)
        {
            if (ListKeys.Contains(key.ToString()))
            {
                found = value;
                continue;
            }

            var nearest = NearestName.Of(key.ToString(), ListKeys);
            var remedy = nearest is null
                ? "The list stands under 'backends'."
                : $"Did you mean '{nearest}'?";
            list.Refuse(At(name, key.Start), $"Unknown key '{key}'. {remedy}");
        }

        if (found is null && root.Children.Count == 0)
        {
            list.Refuse(name, "It holds no list of backends.");
        }

        return found;
    }

    /// <summary>JSON may be indented with tabs, YAML may not; neither can hold a tab inside a quoted JSON text.</summary>
    private static string WithoutTabs(string text) =>
        text.TrimStart() is ['{' or '[', ..] ? text.Replace('\t', ' ') : text;

    /// <summary>The tree is built by recursion, which a hostile depth would overflow; the parser itself does not recurse.</summary>
    private static void EnsureShallow(string text)
    {
        using var reader = new StringReader(text);
        var parser = new Parser(reader);
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current switch
            {
                SequenceStart or MappingStart => 1,
                SequenceEnd or MappingEnd => -1,
                _ => 0,
            };
            if (depth > DeepestNesting)
            {
                var at = parser.Current!;
                throw new SyntaxErrorException(at.Start, at.End, "Nested too deeply for a list.");
            }
        }
    }

    internal static string At(string name, Mark mark) => $"{name}, line {mark.Line}";

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd();
}
