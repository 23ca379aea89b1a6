using System.Text.Json;
using LbPlatform.DataPlane.Explanations;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Health;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Tests.Explanations;

/// <summary>Real requests whose clients ask why.</summary>
public sealed class RequestTraceTests
{
    private const string Token = "0123456789abcdef";
    private static readonly string[] WithToken = ["--DataPlane:ExplainToken", Token];

    [Fact]
    public async Task Explained_Forwarded_TellsBackendTriesAndExclusions()
    {
        await using var a = new Origin(name: "a");
        await using var b = new Origin(name: "b");
        await using var c = new Origin(name: "c");
        await using var plane = await RunningDataPlane.StartAsync(WithToken, a, b, c);
        await plane.JudgeAsync("c", HealthStatus.Unhealthy);
        a.Kill();

        var (answer, why) = await AskAsync(plane);

        Assert.Equal("b", answer.Body);
        Assert.Equal("default", why.GetProperty("route").GetString());
        Assert.Equal("default", why.GetProperty("pool").GetString());
        Assert.Equal("b", why.GetProperty("backend").GetString());
        Assert.Equal(
            ["a refused", "b ok"],
            why.GetProperty("tries")
                .EnumerateArray()
                .Select(static one =>
                    $"{one.GetProperty("backend").GetString()} {one.GetProperty("outcome").GetString()}"
                )
        );
        var excluded = Assert.Single(why.GetProperty("excluded").EnumerateArray().ToArray());
        Assert.Equal("c", excluded.GetProperty("backend").GetString());
        Assert.Equal("unhealthy", excluded.GetProperty("status").GetString());
        Assert.Contains("no-store", answer.Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explained_EmptyAnswer_IsTheBackends()
    {
        await using var a = new Origin(static exchange => exchange.AnswerAsync(""), "a");
        await using var plane = await RunningDataPlane.StartAsync(WithToken, a);

        var (_, why) = await AskAsync(plane);

        Assert.Equal("a", why.GetProperty("backend").GetString());
        Assert.False(why.TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData("/a/%2e%2e%2fb", "bad_request", false)]
    [InlineData("/", "no_backend", true)]
    public async Task Explained_Refused_TellsTheWord(string path, string error, bool hasRoute)
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(WithToken, a);
        await plane.JudgeAsync("a", HealthStatus.Unhealthy);

        var (_, why) = await AskAsync(plane, path);

        Assert.Equal(error, why.GetProperty("error").GetString());
        Assert.Equal(hasRoute, why.TryGetProperty("route", out _));
        Assert.False(why.TryGetProperty("backend", out _));
    }

    [Theory]
    [InlineData(true, "0123456789abcdeX")]
    [InlineData(true, null)]
    [InlineData(false, Token)]
    public async Task Explained_WithoutLeave_TellsNothingAndForwardsNoToken(
        bool isSet,
        string? token
    )
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(isSet ? WithToken : [], a);
        using var client = plane.Connect();
        var field = token is null ? "" : $"X-Lb-Explain: {token}\r\n";

        var answer = await client.SendAsync($"GET / HTTP/1.1\r\nHost: h\r\n{field}\r\n");

        Assert.DoesNotContain(ExplainedField.Name, answer.Head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("X-Lb-Explain", a.Heads.Single(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Explained_WithLeave_IsNeitherForwardedNorLogged()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(
            [.. WithToken, "--DataPlane:AccessLog", "true"],
            a
        );

        await AskAsync(plane);
        await plane.StopProcessAsync();
        var log = plane.Log.All.Select(static line => line.Text).ToList();

        Assert.DoesNotContain("X-Lb-Explain", a.Heads.Single(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(log, static line => line.Contains("GET /", StringComparison.Ordinal));
        Assert.DoesNotContain(log, static line => line.Contains(Token, StringComparison.Ordinal));
        await plane.StartProcessAsync();
    }

    [Fact]
    public async Task Explained_ManyExcluded_StaysWithinItsBounds()
    {
        await using var a = new Origin(name: "a");
        await using var plane = await RunningDataPlane.StartAsync(WithToken, a);
        await plane.EditAsync(draft =>
        {
            for (var n = 0; n < 60; n++)
            {
                draft.Put(
                    new Backend
                    {
                        Id = ResourceId.New(draft.Now),
                        Name = $"{new string('x', 60)}{n}",
                        PoolId = draft.Snapshot.Pools.Find(Pool.DefaultName)!.Id,
                        Url = BackendUrl.Parse($"http://127.0.0.1:{n + 1}"),
                        AdministrativeState = AdministrativeState.Disabled,
                    }
                );
            }
        });

        var (answer, why) = await AskAsync(plane);

        Assert.Equal("a", why.GetProperty("backend").GetString());
        var named = why.GetProperty("excluded").GetArrayLength();
        Assert.InRange(named, 1, ExplainedField.MostExcluded);
        Assert.Equal(60 - named, why.GetProperty("excludedMore").GetInt32());
        Assert.InRange(FieldOf(answer).Length, 1, ExplainedField.Longest);
    }

    private static async Task<(RawResponse Answer, JsonElement Why)> AskAsync(
        RunningDataPlane plane,
        string path = "/"
    )
    {
        using var client = plane.Connect();
        var answer = await client.SendAsync(
            $"GET {path} HTTP/1.1\r\nHost: h\r\nX-Lb-Explain: {Token}\r\n\r\n"
        );
        return (answer, JsonElement.Parse(FieldOf(answer)));
    }

    private static string FieldOf(RawResponse answer) =>
        answer
            .Head.Split("\r\n")
            .Single(static line =>
                line.StartsWith($"{ExplainedField.Name}:", StringComparison.OrdinalIgnoreCase)
            )
            .Split(':', 2)[1]
            .Trim();
}
