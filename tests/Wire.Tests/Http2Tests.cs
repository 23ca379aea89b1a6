using LbPlatform.Wire.Tests.Cases;
using LbPlatform.Wire.Tests.Support;

namespace LbPlatform.Wire.Tests;

/// <summary>Every case of HTTP/2, as frames, before a backend of HTTP/1.1.</summary>
[Collection(nameof(WirePlane))]
public sealed class Http2Tests(WirePlane plane)
{
    public static TheoryData<string> Names => [.. Http2Cases.ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Case_IsRefusedOrReachesTheBackendAsOneRequest(string name)
    {
        var one = Http2Cases.ByName[name];

        Assert.Equal(one.Expected, await Http2Runner.RunAsync(plane, one));
    }
}
