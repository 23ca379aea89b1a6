using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>Questions to a running data plane.</summary>
internal static class Explained
{
    /// <summary>What it says of a request.</summary>
    public static async Task<JsonElement> ExplainAsync(this RunningDataPlane plane, object asked)
    {
        using var answer = await plane.Client.PostAsJsonAsync(
            new Uri($"http://127.0.0.1:{plane.AdminPort}/explain"),
            asked
        );
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
