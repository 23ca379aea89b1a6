using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using LbPlatform.DataPlane.Metrics;
using LbPlatform.DataPlane.Protection;

namespace LbPlatform.DataPlane.Listeners;

/// <summary>How many connections each listener has, as metrics.</summary>
internal sealed class ListenerMetrics
{
    private readonly ConcurrentDictionary<string, ConnectionGate> _gates = new(
        StringComparer.Ordinal
    );

    public ListenerMetrics(DataPlaneMeter meter)
    {
        meter.Meter.CreateObservableGauge(
            "lb.listener.connections",
            () => Each(static gate => gate.Connections),
            "{connection}",
            "Connections of clients now."
        );
        meter.Meter.CreateObservableCounter(
            "lb.listener.connections.accepted",
            () => Each(static gate => gate.Accepted),
            "{connection}",
            "Connections of clients that were accepted, whatever became of them."
        );
    }

    /// <summary>Shows what <paramref name="gate"/> counts.</summary>
    public void Add(Listener listener, ConnectionGate gate) => _gates[listener.Name] = gate;

    private IEnumerable<Measurement<long>> Each(Func<ConnectionGate, long> value) =>
        _gates
            .OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new Measurement<long>(
                value(pair.Value),
                new KeyValuePair<string, object?>("listener", pair.Key)
            ));
}
