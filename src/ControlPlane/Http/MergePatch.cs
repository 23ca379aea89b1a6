using System.Text.Json.Nodes;

namespace LbPlatform.ControlPlane.Http;

/// <summary>
/// JSON merge patches (RFC 7396), but with what is set to null kept as null, so that whoever reads the result sees
/// fields that do not exist also where they were to be removed. Pure.
/// </summary>
internal static class MergePatch
{
    /// <summary>The target with the patch merged in; neither is changed.</summary>
    public static JsonObject Apply(JsonObject target, JsonObject patch)
    {
        var merged = (JsonObject)target.DeepClone();
        foreach (var (name, value) in patch)
        {
            merged[name] = value is JsonObject inner
                ? Apply(merged[name] as JsonObject ?? [], inner)
                : value?.DeepClone();
        }

        return merged;
    }
}
