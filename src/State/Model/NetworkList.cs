using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace LbPlatform.State.Model;

/// <summary>
/// Some networks, read once; as text separated by commas: <c>10.0.0.0/8,2001:db8::/32</c>. Equal where it has the same networks in
/// the same order. Immutable.
/// </summary>
public sealed class NetworkList : IEquatable<NetworkList>
{
    /// <summary>Networks that one list may have: each is compared with, one after the other.</summary>
    public const int MostNetworks = 256;

    private readonly ImmutableArray<Network> _networks;

    private NetworkList(ImmutableArray<Network> networks)
    {
        _networks = networks;
        Text = string.Join(',', networks);
    }

    /// <summary>The list without white space, each network with its length.</summary>
    public string Text { get; }

    /// <summary>Each network with its length.</summary>
    public IEnumerable<string> Texts => _networks.Select(static network => network.ToString());

    /// <summary>Reads a list; throws <see cref="FormatException"/> with the rule where it is malformed.</summary>
    public static NetworkList Parse(string text) =>
        TryParse(text, out var list, out var fault) ? list : throw new FormatException(fault);

    /// <summary>Reads a list; false, with what to write instead, where it is malformed, empty or too long.</summary>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out NetworkList? list,
        [NotNullWhen(false)] out string? fault
    )
    {
        list = null;
        var parts = (text ?? "").Split(
            ',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );
        if (parts.Length is 0 or > MostNetworks)
        {
            fault =
                $"Write 1 to {MostNetworks} networks separated by commas, for example '10.0.0.0/8, 2001:db8::/32'.";
            return false;
        }

        var networks = ImmutableArray.CreateBuilder<Network>(parts.Length);
        foreach (var part in parts)
        {
            if (!Network.TryParse(part, out var network, out fault))
            {
                return false;
            }

            networks.Add(network);
        }

        fault = null;
        list = new NetworkList(networks.MoveToImmutable());
        return true;
    }

    /// <summary>A list of what was checked one by one; throws <see cref="FormatException"/> where one is no network.</summary>
    public static NetworkList Of(IEnumerable<string> texts) =>
        new([.. texts.Select(Network.Parse)]);

    /// <summary>Whether the address lies in one of the networks; one that nobody knows does not.</summary>
    public bool Contains(IPAddress? address) =>
        address is not null && Contains(Network.BitsOf(address));

    /// <summary>Whether the address with these bits (of <see cref="Network.BitsOf"/>) lies in one of the networks.</summary>
    public bool Contains(UInt128 bits)
    {
        foreach (var network in _networks)
        {
            if (network.Contains(bits))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc />
    public bool Equals(NetworkList? other) => other is not null && Text == other.Text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as NetworkList);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <inheritdoc />
    public override string ToString() => Text;
}
