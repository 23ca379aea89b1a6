namespace LbPlatform.ControlPlane.Http;

/// <summary>The resource that stands in the way of a request, or one of them.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Href">Where it is.</param>
internal sealed record Existing(string Id, string Name, string Href);
