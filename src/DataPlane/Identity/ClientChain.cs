using System.Net;
using LbPlatform.State.Model;
using Microsoft.Extensions.Primitives;

namespace LbPlatform.DataPlane.Identity;

/// <summary>
/// What a trusted proxy wrote about the hops before it, read from right to left: each element was written by the hop to
/// its right, so that the first one whose writer is not trusted, or that is malformed, ends what is believed. Pure.
/// </summary>
/// <param name="Client">The client: the first address from the right that is no trusted proxy's.</param>
/// <param name="Text">The well-formed elements, as they came; empty where there is none.</param>
/// <param name="Scheme">The scheme of the client's own request, where its element says one.</param>
/// <param name="Host">The host of the client's own request, where its element says one.</param>
internal readonly record struct ClientChain(
    IPAddress? Client,
    string Text,
    string? Scheme,
    string? Host
)
{
    /// <summary>Reads <paramref name="field"/>, which the trusted proxy at <paramref name="peer"/> sent.</summary>
    public static ClientChain Read(
        StringValues field,
        AddressSource syntax,
        IPAddress? peer,
        NetworkList trusted,
        int mostHops
    )
    {
        var text = field.Count == 1 ? field.ToString() : string.Join(", ", field.AsEnumerable());
        var chain = new ClientChain(peer, "", Scheme: null, Host: null);
        if (text.Length > IdentityLimits.LongestField)
        {
            return chain;
        }

        var rest = text.AsSpan();
        var isFound = false;
        var keptFrom = text.Length;
        for (var hop = 0; hop < mostHops && !rest.IsEmpty; hop++)
        {
            var start = StartOfLast(rest, syntax);
            if (!TryRead(rest[start..].Trim(" \t"), syntax, out var element))
            {
                break;
            }

            keptFrom = start;
            if (!isFound)
            {
                chain = chain with
                {
                    Client = element.Address ?? chain.Client,
                    Scheme = element.Scheme,
                    Host = element.Host,
                };
                isFound = !trusted.Contains(element.Address);
            }

            rest = rest[..Math.Max(0, start - 1)];
        }

        return chain with
        {
            Text = text[keptFrom..].Trim(' ', '\t'),
        };
    }

    private static int StartOfLast(ReadOnlySpan<char> text, AddressSource syntax) =>
        syntax == AddressSource.Forwarded
            ? ForwardedElement.StartOfLast(text)
            : text.LastIndexOf(',') + 1;

    private static bool TryRead(
        ReadOnlySpan<char> text,
        AddressSource syntax,
        out ForwardedElement element
    )
    {
        if (syntax == AddressSource.Forwarded)
        {
            return ForwardedElement.TryRead(text, out element);
        }

        var isRead = NodeName.TryReadBare(text, out var address);
        element = new(address, Scheme: null, Host: null);
        return isRead;
    }
}
