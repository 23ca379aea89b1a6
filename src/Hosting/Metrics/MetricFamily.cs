using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace LbPlatform.Hosting.Metrics;

/// <summary>All series of one instrument, as Prometheus reads them. Not for two threads at once.</summary>
internal sealed class MetricFamily
{
    private readonly Dictionary<string, double> _series = new(StringComparer.Ordinal);
    private readonly string _name;
    private readonly string _type;
    private readonly string _help;

    public MetricFamily(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        var isSum = type == typeof(Counter<>) || type == typeof(ObservableCounter<>);
        IsObserved = instrument.IsObservable;
        _name = NameOf(instrument.Name, instrument.Unit, isSum);
        _type = isSum ? "counter" : "gauge";
        _help = EscapeHelp(instrument.Description ?? "");
    }

    /// <summary>Whether values are read when they are asked for, instead of added up as they come.</summary>
    public bool IsObserved { get; }

    /// <summary>How many series there are.</summary>
    public int Count => _series.Count;

    /// <summary>The name with underscores, the unit in words, and _total for what only grows.</summary>
    public static string NameOf(string name, string? unit, bool isSum)
    {
        var word = unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        return $"{name.Replace('.', '_')}{word}{(isSum ? "_total" : "")}";
    }

    /// <summary>Takes a measurement; false where it would be one series too many.</summary>
    public bool Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, bool mayGrow)
    {
        var labels = LabelsOf(tags);
        var isKnown = _series.TryGetValue(labels, out var before);
        if (!isKnown && !mayGrow)
        {
            return false;
        }

        _series[labels] = IsObserved ? value : before + value;
        return true;
    }

    /// <summary>Forgets what was observed.</summary>
    public void Clear() => _series.Clear();

    public void WriteTo(StringBuilder text)
    {
        if (_series.Count == 0)
        {
            return;
        }

        text.Append($"# HELP {_name} {_help}\n# TYPE {_name} {_type}\n");
        foreach (var (labels, value) in _series)
        {
            text.Append($"{_name}{labels} {value.ToString("R", CultureInfo.InvariantCulture)}\n");
        }
    }

    /// <summary>The labels in braces; empty where there are none.</summary>
    public static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder("{");
        foreach (var (name, value) in tags)
        {
            var comma = text.Length > 1 ? "," : "";
            text.Append($"{comma}{name.Replace('.', '_')}=\"{Escape(value?.ToString() ?? "")}\"");
        }

        return text.Append('}').ToString();
    }

    /// <summary>A description on one line; quotes stay as they are there.</summary>
    public static string EscapeHelp(string text) =>
        Escape(text).Replace("\\\"", "\"", StringComparison.Ordinal);

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
