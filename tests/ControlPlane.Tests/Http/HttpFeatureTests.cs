using LbPlatform.ControlPlane.Http;
using LbPlatform.ControlPlane.Nodes;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LbPlatform.ControlPlane.Tests.Http;

public sealed class HttpFeatureTests
{
    [Fact]
    public async Task Server_WhatComesFromOutside_IsBounded()
    {
        await using var app = Program.Build([]);

        var limits = app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

        Assert.Equal(HttpFeature.MostConnections, limits.MaxConcurrentConnections);
        Assert.Equal(NodeReportReader.MostBytes, limits.MaxRequestBodySize);
    }
}
