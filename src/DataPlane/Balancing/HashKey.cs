using System.IO.Hashing;
using System.Runtime.InteropServices;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Identity;
using LbPlatform.State.Model;

namespace LbPlatform.DataPlane.Balancing;

/// <summary>
/// What keeps requests together, as a number: XXH64 of the UTF-16 text, the same on every data plane. A request without
/// the header or cookie goes by its client's address, so that it is not always the same backend that takes those.
/// </summary>
internal sealed class HashKey(HashSource source, string? name)
{
    /// <summary>The key of those settings; <c>null</c> where the policy reads none.</summary>
    public static HashKey? For(BalancingSettings settings) =>
        settings.Policy == BalancingPolicy.ConsistentHash
            ? new(settings.HashOn, settings.HashName)
            : null;

    /// <summary>The key of a request for <paramref name="target"/>.</summary>
    public ulong Of(HttpContext context, string target) =>
        source switch
        {
            HashSource.Path => Hash(RequestTarget.WithoutQuery(target)),
            HashSource.Header
                when context.Request.Headers[name ?? ""].ToString() is { Length: > 0 } value =>
                Hash(value),
            HashSource.Cookie when context.Request.Cookies[name ?? ""] is { Length: > 0 } value =>
                Hash(value),
            _ => Hash(RequestIdentity.Of(context).ClientText),
        };

    internal static ulong Hash(ReadOnlySpan<char> text) =>
        XxHash64.HashToUInt64(MemoryMarshal.AsBytes(text));
}
