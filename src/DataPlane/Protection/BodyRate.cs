using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Protection;

/// <summary>The lowest rate of a body that a route asks for.</summary>
/// <param name="Rate">As the server takes it; <c>null</c> is any rate.</param>
internal sealed record BodyRate(MinDataRate? Rate)
{
    /// <summary>How long a body may be slower than that.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>The rate of so many bytes per second, 0 being any; <c>null</c> where nothing is asked for.</summary>
    public static BodyRate? Of(int? bytesPerSecond) =>
        bytesPerSecond is { } asked ? new(BodyBounds.Rate(asked, Grace)) : null;
}
