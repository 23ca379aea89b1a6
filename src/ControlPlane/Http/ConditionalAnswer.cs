namespace LbPlatform.ControlPlane.Http;

/// <summary>Spares a reader what it has already.</summary>
internal static class ConditionalAnswer
{
    /// <summary>The answer, or 304 where If-None-Match has its entity tag.</summary>
    public static Answer UnlessKnown(this Answer answer, HttpRequest request)
    {
        var header = request.Headers.IfNoneMatch;
        return
            answer.EntityTag is { } tag
            && header.Count > 0
            && EntityTags.Knows(string.Join(',', header.ToArray()), tag)
            ? answer.AsNotModified()
            : answer;
    }
}
