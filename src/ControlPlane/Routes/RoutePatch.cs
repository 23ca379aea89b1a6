using System.Text.Json.Nodes;

namespace LbPlatform.ControlPlane.Routes;

/// <summary>What may be changed of a route.</summary>
internal sealed record RoutePatch
{
    /// <summary>What its requests may take; null is no limits.</summary>
    public LimitsRequest? Limits { get; init; }

    /// <summary>Reads a body, noting what has the wrong type, is unknown, or cannot be changed.</summary>
    public static RoutePatch Read(JsonObject body, RouteResponse current, List<FieldError> errors)
    {
        var source = new ObjectReader(body, "", errors);
        source.Ignore("id", "createdAt", "updatedAt", "revision");
        Keep("name", current.Name);
        Keep("pool", current.Pool);
        Keep("host", current.Host);
        Keep("pathPrefix", current.PathPrefix);
        var read = new RoutePatch
        {
            Limits = source.Object("limits", "{\"maxBodyBytes\":10485760}") is { } limits
                ? LimitsRequest.Read(limits)
                : null,
        };
        source.RefuseOthers();
        return read;

        // What was read may be sent back; another value must not be passed over in silence.
        void Keep(string name, string? value)
        {
            if (body.ContainsKey(name) && source.Text(name, $"\"{value}\"") != value)
            {
                errors.Add(
                    new(
                        $"/{name}",
                        Problems.BadValue,
                        $"The '{name}' of a route cannot be changed; its limits can. Leave it out, or write what it is."
                    )
                );
            }
        }
    }
}
