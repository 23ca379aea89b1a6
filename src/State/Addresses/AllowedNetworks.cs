using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace LbPlatform.State.Addresses;

/// <summary>Some networks, read once. Equal where it has the same networks in the same order.</summary>
public sealed class AllowedNetworks : IEquatable<AllowedNetworks>
{
    /// <summary>Networks that one list may have: each costs every new connection a comparison.</summary>
    public const int MostNetworks = 64;

    private readonly ImmutableArray<IPNetwork> _networks;

    private AllowedNetworks(ImmutableArray<IPNetwork> networks) => _networks = networks;

    /// <summary>The networks as they are written in CIDR notation.</summary>
    public IEnumerable<string> Texts => _networks.Select(static network => network.ToString());

    /// <summary>Reads a list; throws <see cref="FormatException"/> with the first mistake.</summary>
    public static AllowedNetworks Parse(IReadOnlyCollection<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count is 0 or > MostNetworks)
        {
            throw new FormatException($"{texts.Count} networks; a list has 1 to {MostNetworks}.");
        }

        return new([
            .. texts.Select(static text =>
                TryReadNetwork(text, out var network, out var error)
                    ? network
                    : throw new FormatException(error)
            ),
        ]);
    }

    /// <summary>Reads one network; where it is none, <paramref name="error"/> says what to write instead.</summary>
    public static bool TryReadNetwork(
        string? text,
        out IPNetwork network,
        [NotNullWhen(false)] out string? error
    )
    {
        error = null;
        var read = text ?? "";
        if (!IPNetwork.TryParse(read, out network) || read.Contains('%'))
        {
            error = IPAddress.TryParse(read, out var address)
                ? $"'{read}' is one address. Did you mean '{address}/{(address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)}'?"
                : $"'{Shorten(read)}' is no network. Write CIDR notation, for example '10.0.0.0/8' or 'fd00::/8'.";
            return false;
        }

        if (network.BaseAddress.IsIPv4MappedToIPv6)
        {
            error = $"'{read}' is IPv4 in the dress of IPv6. Write it as an IPv4 network.";
            return false;
        }

        // The system's reader takes '10/8' for 0.0.0.0/8 and '010.0.0.0/8' for 8.0.0.0/8, and drops set host bits.
        if (IsAsWritten(read, network))
        {
            return true;
        }

        error = $"'{read}' can be read in two ways. Did you mean '{network}'?";
        return false;
    }

    /// <summary>Whether one of the networks has the address; IPv4 never lies in an IPv6 network.</summary>
    public bool Contains(IPAddress address)
    {
        foreach (var network in _networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc />
    public bool Equals(AllowedNetworks? other) =>
        other is not null && _networks.SequenceEqual(other._networks);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as AllowedNetworks);

    /// <inheritdoc />
    public override int GetHashCode() =>
        _networks.Aggregate(0, static (hash, network) => HashCode.Combine(hash, network));

    /// <inheritdoc />
    public override string ToString() => string.Join(", ", _networks);

    /// <summary>IPv6 has one meaning however it is abbreviated; IPv4 and the length of the prefix have one spelling.</summary>
    private static bool IsAsWritten(string text, IPNetwork network)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return IPAddress.TryParse(text.AsSpan(0, slash), out var written)
            && written.Equals(network.BaseAddress)
            && text[(slash + 1)..] == $"{network.PrefixLength}"
            && (text.Contains(':') || text == network.ToString());
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : $"{text[..60]}...";
}
