using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LbPlatform.ControlPlane.Tests.OpenApi;

public sealed class OpenApiDocumentTests : ApiTests
{
    /// <summary>Set it to write the committed document anew from the code.</summary>
    private const string Rewrite = "LB_WRITE_OPENAPI";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task Document_IsTheCommittedOne()
    {
        var served = await ReadAsync();
        var text = served.ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable(Rewrite) is not null)
        {
            await File.WriteAllTextAsync(Committed(), text);
        }

        Assert.True(
            File.Exists(Committed()) && text == await File.ReadAllTextAsync(Committed()),
            $"The API differs from docs/openapi/control-plane.v1.json. If that is meant, write the document anew and look at the difference: {Rewrite}=1 dotnet test tests/ControlPlane.Tests --filter OpenApiDocument"
        );
    }

    [Fact]
    public async Task Operations_AllHaveIdsSummariesAndRefusals()
    {
        var operations = Operations(await ReadAsync()).ToList();

        Assert.Equal(
            [
                "CreateBackend",
                "CreatePool",
                "CreateRoute",
                "DeleteBackend",
                "DeletePool",
                "DeleteRoute",
                "DrainBackend",
                "ExplainRequest",
                "GetBackend",
                "GetBackendHealth",
                "GetBackendTraffic",
                "GetHealth",
                "GetPool",
                "GetProblem",
                "GetRevision",
                "GetRoute",
                "GetSettings",
                "ListAffinityKeys",
                "ListBackendTraffic",
                "ListBackends",
                "ListNodes",
                "ListPools",
                "ListProbes",
                "ListProblems",
                "ListRevisions",
                "ListRoutes",
                "ListTransitions",
                "ReplaceBackend",
                "ReplacePool",
                "ReplaceRoute",
                "RotateAffinityKey",
                "UpdateBackend",
                "UpdatePool",
                "UpdateRoute",
                "UpdateSettings",
            ],
            operations
                .Select(static o => o.Body["operationId"]!.ToString())
                .Order(StringComparer.Ordinal)
        );
        Assert.All(operations, static o => Assert.NotEmpty(o.Body["summary"]!.ToString()));
    }

    /// <summary>What "Try it out" sends as it is prefilled, in the order in which a person would click.</summary>
    [Fact]
    public async Task Examples_AsPrefilled_Work()
    {
        var operations = Operations(await ReadAsync())
            .OrderBy(static o =>
                o.Method switch
                {
                    "post" => 0,
                    "delete" => 2,
                    _ => 1,
                }
            );
        foreach (var (method, path, body) in operations)
        {
            var filled = body["parameters"]
                ?.AsArray()
                .Where(static p => p!["in"]!.ToString() == "path")
                .Aggregate(
                    path,
                    static (to, p) => to.Replace($"{{{p!["name"]}}}", p["example"]!.ToString())
                );
            var (type, content) =
                body["requestBody"]?["content"]?.AsObject().First()
                ?? new KeyValuePair<string, JsonNode?>("", null);

            var reply = await Api.SendAsync(
                method.ToUpperInvariant(),
                filled ?? path,
                content?["example"]!.ToJsonString(),
                type
            );

            // Only who serves can explain, and nobody does here: that is said last, when all else is in order.
            var isAccepted =
                reply.Status < 300 || (path, reply.Code) == ("/explain", "no_data_plane");
            Assert.True(isAccepted, $"{method} {filled}: {reply.Status} {reply.Text}");
        }
    }

    [Fact]
    public async Task Swagger_WorksOffline()
    {
        var start = await Api.GetAsync("/");
        var page = await Api.GetAsync("/swagger/index.html");
        var script = await Api.GetAsync("/swagger/index.js");

        Assert.Equal(200, start.Status);
        Assert.Contains("swagger-ui", start.Text);
        Assert.DoesNotContain("src=\"http", page.Text);
        Assert.DoesNotContain("href=\"http", page.Text);
        Assert.Contains("/openapi/v1.json", script.Text);
        Assert.Contains("tryItOutEnabled", script.Text);
        Assert.Equal(200, (await Api.GetAsync("/swagger/swagger-ui-bundle.js")).Status);
    }

    private async Task<JsonNode> ReadAsync() =>
        JsonNode.Parse((await Api.GetAsync("/openapi/v1.json")).Text)!;

    private static IEnumerable<(string Method, string Path, JsonNode Body)> Operations(
        JsonNode document
    ) =>
        document["paths"]!
            .AsObject()
            .SelectMany(static path =>
                path.Value!.AsObject()
                    .Select(operation => (operation.Key, path.Key, operation.Value!))
            );

    private static string Committed([CallerFilePath] string here = "") =>
        Path.GetFullPath(
            Path.Combine(
                Path.GetDirectoryName(here)!,
                "../../../docs/openapi/control-plane.v1.json"
            )
        );
}
