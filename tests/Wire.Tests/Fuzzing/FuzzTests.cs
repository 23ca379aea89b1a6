using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LbPlatform.Wire.Tests.Cases;
using LbPlatform.Wire.Tests.Support;

namespace LbPlatform.Wire.Tests.Fuzzing;

/// <summary>
/// Mutants of good requests: no 5xx, nothing at the backend but what a strict reading of the bytes says, and the next
/// client is answered.
/// </summary>
[Collection(nameof(WirePlane))]
public sealed class FuzzTests(WirePlane plane)
{
    private const int FixedSeed = 9112;
    private const int Mutants = 1500;

    /// <summary>A slow machine does fewer mutants of the random seed.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    [Fact]
    public Task Mutants_OfAFixedSeed_DoNoHarm() => RunAsync(FixedSeed, TimeSpan.MaxValue);

    [Fact]
    public Task Mutants_OfARandomSeed_DoNoHarm() => RunAsync(Random.Shared.Next(), Longest);

    private async Task RunAsync(int seed, TimeSpan longest)
    {
        plane.Origin.Clear();
        var mutator = new Mutator(seed);
        var started = Stopwatch.GetTimestamp();
        List<(string Sent, List<int> Statuses)> mutants = [];
        while (mutants.Count < Mutants && Stopwatch.GetElapsedTime(started) < longest)
        {
            var mutant = mutator.Next();
            mutants.Add((mutant, await SendAsync(mutant, AddressOf(mutants.Count))));
        }

        await Eventually.HoldsAsync(() => plane.IsIdle, "all requests have ended");
        Assert.Empty(plane.Origin.Faults);
        var reached = plane.Origin.Requests.ToLookup(static one =>
            string.Join(',', one.Values("X-Forwarded-For"))
        );
        foreach (var (n, (sent, statuses)) in mutants.Index())
        {
            var wrong = FuzzVerdict.Judge(sent, statuses, [.. reached[$"{AddressOf(n)}"]]);
            Assert.True(wrong is null, $"seed {seed}, mutant {n}: {wrong}\n{Escaped.Text(sent)}");
        }

        var next = new WireCase("next", "", Case.Get("/after")) { Statuses = [200] };
        var outcome = await WireRunner.RunAsync(plane, next);
        Assert.Equal(next.Statuses, outcome.Statuses);
    }

    /// <summary>Each mutant comes from an address of its own, which names it at the backend too.</summary>
    private static IPAddress AddressOf(int mutant) =>
        new([127, 9, (byte)(mutant / 250), (byte)(1 + (mutant % 250))]);

    private async Task<List<int>> SendAsync(string mutant, IPAddress from)
    {
        using var client = new TcpClient(new IPEndPoint(from, 0)) { NoDelay = true };
        await client.ConnectAsync("127.0.0.1", plane.Port);
        var wire = new DataPlane.Tests.Support.Wire(client.GetStream());
        await WireRunner.TrySendAsync(wire, mutant);
        client.Client.Shutdown(SocketShutdown.Send);
        List<int> statuses = [];
        while (await WireRunner.ReadAsync(wire) is { } answer)
        {
            statuses.Add(answer.Status);
            if (answer.Status == WireRunner.NoAnswer)
            {
                break;
            }
        }

        return statuses;
    }
}
