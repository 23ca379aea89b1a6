namespace LbPlatform.DataPlane.Tests.Support;

/// <summary>A response as it came.</summary>
internal sealed record RawResponse(string Head, string Body)
{
    public int Status => int.Parse(Head.AsSpan(9, 3));

    public string? this[string field] => Wire.FieldOf(Head, field);
}
