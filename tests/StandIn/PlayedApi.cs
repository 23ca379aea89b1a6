using System.Text.Json;
using System.Text.Json.Nodes;

namespace LbPlatform.StandIn;

/// <summary>The part of the control plane's API that the command uses, over a file.</summary>
internal static class PlayedApi
{
    /// <summary>Maps it; a backend on this port is refused.</summary>
    private const string RefusedPort = ":9";

    public static void MapPlayedApi(this WebApplication app, string directory)
    {
        var file = Path.Combine(directory, "played.json");
        var backends = File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file))!.AsArray() : [];
        var probe = new JsonObject
        {
            ["interval"] = "10s",
            ["timeout"] = "2s",
            ["fastInterval"] = "2s",
        };

        app.MapGet(
            "/backends",
            () => Results.Json(new JsonObject { ["items"] = backends.DeepClone() })
        );
        app.MapPost(
            "/backends",
            (JsonObject body) =>
            {
                if (body["url"]!.GetValue<string>().EndsWith(RefusedPort, StringComparison.Ordinal))
                {
                    return Results.Json(
                        JsonNode.Parse(
                            """{"title":"Refused","errors":[{"pointer":"/url","detail":"This would loop."}]}"""
                        ),
                        statusCode: StatusCodes.Status400BadRequest,
                        contentType: "application/problem+json"
                    );
                }

                body["id"] = Guid.NewGuid().ToString("N");
                backends.Add(body);
                File.WriteAllText(file, backends.ToJsonString());
                return Results.Json(body, statusCode: StatusCodes.Status201Created);
            }
        );
        app.MapDelete(
            "/backends/{id}",
            (string id) =>
            {
                backends.Remove(backends.Single(b => b!["id"]!.GetValue<string>() == id));
                File.WriteAllText(file, backends.ToJsonString());
                return Results.NoContent();
            }
        );
        app.MapGet(
            "/settings",
            () => Results.Json(new JsonObject { ["probe"] = probe.DeepClone() })
        );
        app.MapPatch(
            "/settings",
            async (HttpRequest request) =>
            {
                var patch = await JsonDocument.ParseAsync(
                    request.Body,
                    cancellationToken: request.HttpContext.RequestAborted
                );
                foreach (var one in patch.RootElement.GetProperty("probe").EnumerateObject())
                {
                    probe[one.Name] = JsonNode.Parse(one.Value.GetRawText());
                }

                return Results.Json(new JsonObject { ["probe"] = probe.DeepClone() });
            }
        );
    }
}
