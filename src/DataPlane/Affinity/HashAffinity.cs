using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Identity;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Affinity;

/// <summary>
/// By a header or by who the client is: its hash finds the same backend on every data plane, which need not know of one
/// another. A request without the header is nobody's.
/// </summary>
internal sealed class HashAffinity(AffinitySettings settings) : PoolAffinity(settings)
{
    private readonly string? _header =
        settings.Kind == AffinityKind.Header ? settings.Name ?? "" : null;

    /// <inheritdoc />
    public override bool IsHashed => true;

    /// <inheritdoc />
    public override Session? Begin(HttpContext context, TimeProvider time)
    {
        var text = _header is null
            ? RequestIdentity.Of(context).ClientText
            : context.Request.Headers[_header].ToString();
        return text.Length == 0 ? null : new HashSession(HashKey.Hash(text));
    }
}
