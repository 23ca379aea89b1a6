using System.Diagnostics.Metrics;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Strictness;

public sealed class UnreadRequestsTests
{
    [Fact]
    public async Task Request_ServerCannotReadIt_IsCountedAndSaid()
    {
        await using var plane = await RunningDataPlane.StartAsync();
        var meters = plane.Service<IMeterFactory>();
        var refused = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "lb.requests.refused" && instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(
            (_, count, _, _) => Interlocked.Add(ref refused, count)
        );
        listener.Start();
        using var client = plane.Connect();

        await client.Wire.WriteAsync("GET / HTTP/1.1\r\nHost : a\r\n\r\n");
        var answer = await client.ReadAsync();

        Assert.Equal(400, answer.Status);
        listener.RecordObservableInstruments();
        Assert.Equal(1, refused);
        Assert.Contains("bad_request client=127.0.0.1", Assert.Single(plane.Log.Of(4150)));
    }
}
