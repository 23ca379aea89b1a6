using System.Text;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Explanations;

/// <summary>Questions that are none.</summary>
public sealed class ExplainEndpointTests
{
    [Theory]
    [InlineData("{\"client\":\"nobody\"}", 400)]
    [InlineData("{\"clint\":\"10.0.0.1\"}", 400)]
    [InlineData("{\"path\":\"\"}", 400)]
    [InlineData("{\"headers\":null}", 400)]
    [InlineData("{\"listener\":\"http://*:1\"}", 400)]
    [InlineData("{\"scheme\":\"https\"}", 400)]
    [InlineData("[", 400)]
    [InlineData("{}", 415, "text/plain")]
    [InlineData("{}", 403, "application/json", "http://evil.test")]
    public async Task Explain_WhatCannotBeAsked_SaysWhy(
        string body,
        int status,
        string type = "application/json",
        string? origin = null
    )
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(a);
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri($"http://127.0.0.1:{plane.AdminPort}/explain")
        );
        request.Content = new StringContent(body, Encoding.UTF8, type);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var answer = await plane.Client.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(
            "message",
            await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }
}
