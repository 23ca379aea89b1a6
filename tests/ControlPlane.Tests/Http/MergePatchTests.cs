using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using LbPlatform.ControlPlane.Http;

namespace LbPlatform.ControlPlane.Tests.Http;

public sealed class MergePatchTests
{
    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"a":3}""", """{"a":3,"b":2}""")]
    [InlineData("""{"a":1}""", """{"a":null}""", """{"a":null}""")]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"b":3}}""", """{"a":{"b":3,"c":2}}""")]
    [InlineData("""{"a":1}""", """{"a":{"b":null}}""", """{"a":{"b":null}}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[3]}""", """{"a":[3]}""")]
    [InlineData("{}", """{"x":{"y":{"z":1}}}""", """{"x":{"y":{"z":1}}}""")]
    public void Apply_Case_Merges(string target, string patch, string merged) =>
        Assert.Equal(merged, MergePatch.Apply(Read(target), Read(patch)).ToJsonString());

    /// <summary>A document merged into itself is itself; a patch that was applied changes nothing when applied again.</summary>
    [Fact]
    public void Apply_Again_ChangesNothing() =>
        Prop.ForAll(
                Documents.ToArbitrary(),
                Documents.ToArbitrary(),
                static (target, patch) =>
                {
                    var once = MergePatch.Apply(target, patch);
                    return JsonNode.DeepEquals(target, MergePatch.Apply(target, target))
                        && JsonNode.DeepEquals(once, MergePatch.Apply(once, patch));
                }
            )
            .QuickCheckThrowOnFailure();

    private static Gen<JsonObject> Documents => Document(3);

    private static Gen<JsonObject> Document(int depth) =>
        from count in Gen.Choose(0, 4)
        from names in Gen.Elements("a", "b", "c", "d").ListOf(count)
        from values in Value(depth).ListOf(count)
        select new JsonObject(
            names
                .Zip(values)
                .DistinctBy(static pair => pair.First)
                .Select(static pair =>
                    KeyValuePair.Create<string, JsonNode?>(pair.First, pair.Second?.DeepClone())
                )
        );

    private static Gen<JsonNode?> Value(int depth)
    {
        var leaf = Gen.Elements<string>("null", "1", "\"x\"", "[1]")
            .Select(static json => JsonNode.Parse(json));
        return depth == 0
            ? leaf
            : Gen.OneOf(leaf, Document(depth - 1).Select(static inner => (JsonNode?)inner));
    }

    private static JsonObject Read(string json) => JsonNode.Parse(json)!.AsObject();
}
