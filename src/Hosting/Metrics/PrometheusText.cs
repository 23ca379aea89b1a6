using System.Diagnostics.Metrics;
using System.Text;

namespace LbPlatform.Hosting.Metrics;

/// <summary>
/// What one meter and the histograms beside it say, in the text that Prometheus reads. Counters and gauges; instruments of other
/// kinds are left alone.
/// </summary>
public sealed class PrometheusText : IDisposable
{
    /// <summary>The media type of format 0.0.4.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Series at most; further ones are left out, since each costs memory here and in Prometheus.</summary>
    public const int MostSeries = 100_000;

    private static readonly Type[] Known =
    [
        typeof(Counter<>),
        typeof(UpDownCounter<>),
        typeof(Gauge<>),
        typeof(ObservableCounter<>),
        typeof(ObservableUpDownCounter<>),
        typeof(ObservableGauge<>),
    ];

    private readonly Lock _lock = new();
    private readonly MeterListener _listener = new();
    private readonly Dictionary<Instrument, MetricFamily> _families = [];
    private readonly ObservedHistogram[] _histograms;
    private int _series;

    /// <summary>Listens to <paramref name="meter"/>, to instruments made later too.</summary>
    public PrometheusText(Meter meter, IEnumerable<ObservedHistogram> histograms)
    {
        _histograms = [.. histograms.OrderBy(static one => one.Name, StringComparer.Ordinal)];
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            var type = instrument.GetType();
            if (
                ReferenceEquals(instrument.Meter, meter)
                && type.IsGenericType
                && Known.Contains(type.GetGenericTypeDefinition())
            )
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Record(i, value, tags));
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Record(i, value, tags));
        _listener.SetMeasurementEventCallback<double>(
            (i, value, tags, _) => Record(i, value, tags)
        );
        _listener.Start();
    }

    /// <summary>Everything as it is now.</summary>
    public string Write()
    {
        lock (_lock)
        {
            foreach (var family in _families.Values.Where(static family => family.IsObserved))
            {
                _series -= family.Count;
                family.Clear();
            }
        }

        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (_lock)
        {
            foreach (
                var family in _families.OrderBy(
                    static pair => pair.Key.Name,
                    StringComparer.Ordinal
                )
            )
            {
                family.Value.WriteTo(text);
            }
        }

        foreach (var histogram in _histograms)
        {
            HistogramText.Write(text, histogram);
        }

        return text.ToString();
    }

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();

    private void Record(
        Instrument instrument,
        double value,
        ReadOnlySpan<KeyValuePair<string, object?>> tags
    )
    {
        lock (_lock)
        {
            if (!_families.TryGetValue(instrument, out var family))
            {
                family = new(instrument);
                _families.Add(instrument, family);
            }

            var before = family.Count;
            family.Record(value, tags, _series < MostSeries);
            _series += family.Count - before;
        }
    }
}
