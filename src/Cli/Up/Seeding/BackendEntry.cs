using YamlDotNet.RepresentationModel;

namespace LbPlatform.Cli.Up.Seeding;

/// <summary>One entry of a file of backends: an address, or a mapping with url, or host and port, and a name or id.</summary>
/// <param name="file">The file's name, for messages.</param>
/// <param name="list">Takes the seed or the errors.</param>
internal sealed class BackendEntry(string file, SeedList list)
{
    private static readonly string[] Keys = ["name", "url", "host", "port", "id"];

    public void Read(YamlNode node)
    {
        switch (node)
        {
            case YamlScalarNode { Value: { } address }:
                AddAt(node, name: null, address);
                break;
            case YamlMappingNode mapping:
                Read(mapping);
                break;
            default:
                Refuse(node, "An address or a mapping with 'url' is expected here.");
                break;
        }
    }

    private void Read(YamlMappingNode mapping)
    {
        var values = new Dictionary<string, string>();
        var isSound = true;
        foreach (var (key, value) in mapping)
        {
            isSound &= TryTake(key, value, values);
        }

        if (!isSound)
        {
            return;
        }

        var name =
            values.TryGetValue("name", out var given) ? given
            : values.TryGetValue("id", out var id) ? ResourceName.From($"server-{id}")
            : null;
        if (FindAddress(mapping, values) is { } address)
        {
            AddAt(mapping, name, address);
        }
    }

    private bool TryTake(YamlNode key, YamlNode value, Dictionary<string, string> values)
    {
        var word = key.ToString();
        if (!Keys.Contains(word))
        {
            var nearest = NearestName.Of(word, Keys);
            var remedy = nearest is null
                ? $"Known are {string.Join(", ", Keys)}."
                : $"Did you mean '{nearest}'?";
            Refuse(key, $"Unknown key '{word}'. {remedy}");
            return false;
        }

        if (value is not YamlScalarNode { Value: { Length: > 0 } text })
        {
            Refuse(value, $"'{word}' must be a single value.");
            return false;
        }

        values[word] = text;
        return true;
    }

    private string? FindAddress(YamlMappingNode mapping, Dictionary<string, string> values)
    {
        var hasUrl = values.TryGetValue("url", out var url);
        var hasHost = values.TryGetValue("host", out var host);
        var hasPort = values.TryGetValue("port", out var port);
        switch (hasUrl, hasHost, hasPort)
        {
            case (true, false, false):
                return url;
            case (false, true, true):
                return $"{host}:{port}";
            case (true, _, _):
                Refuse(mapping, "Give either 'url' or 'host' and 'port', not both.");
                return null;
            default:
                Refuse(mapping, "The address is missing: give 'url', or 'host' and 'port'.");
                return null;
        }
    }

    private void AddAt(YamlNode node, string? name, string address)
    {
        if (BackendAddress.TryParse(address, out var url, out var error))
        {
            list.Add(new BackendSeed(name, url), BackendsFile.At(file, node.Start));
        }
        else
        {
            Refuse(node, error);
        }
    }

    private void Refuse(YamlNode node, string error) =>
        list.Refuse(BackendsFile.At(file, node.Start), error);
}
