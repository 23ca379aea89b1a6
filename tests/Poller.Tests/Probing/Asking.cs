using System.Net;
using LbPlatform.Poller.Probing;
using LbPlatform.Poller.Scheduling;
using LbPlatform.State.Addresses;
using LbPlatform.State.Transport;
using Microsoft.Extensions.Logging.Abstractions;

namespace LbPlatform.Poller.Tests.Probing;

/// <summary>One probe, as the poller makes it.</summary>
internal static class Asking
{
    /// <summary>Long enough for a machine that is busy with other tests.</summary>
    public static readonly ProbeSettings Patient = new() { Timeout = TimeSpan.FromSeconds(9) };

    public static ProbeTarget Target(
        string url,
        ProbeSettings settings,
        BackendTransport? transport = null
    ) =>
        ProbeTarget
            .Of(
                Some.Snapshot(Some.Backend("b", url: url)) with
                {
                    Pools = ResourceSet<Pool>.Of([
                        Some.Pool() with
                        {
                            Transport = transport ?? BackendTransport.Default,
                        },
                    ]),
                    Settings = new() { Probe = settings },
                }
            )
            .Single();

    public static async Task<ProbeResult> ProbeAsync(
        string url,
        ProbeSettings settings,
        BackendTransport? transport = null
    )
    {
        var time = TimeProvider.System;
        using var resolver = new AddressResolver(
            Dns.GetHostAddressesAsync,
            new AdmissionWatch(time),
            time,
            NullLogger<AddressResolver>.Instance
        );
        var prober = new BackendProber(resolver, new BackendHandshake(new TlsFiles(), time), time);
        return (await prober.ProbeAsync(Target(url, settings, transport), default)).Result;
    }

    /// <summary>Outcome and detail as one text.</summary>
    public static string Said(this ProbeResult result) =>
        $"{result.Outcome.ToWord()} {result.Detail}".TrimEnd();
}
