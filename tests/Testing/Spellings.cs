using System.Net;

namespace LbPlatform.Testing;

/// <summary>Hosts that lead to an address that no backend may have, in the spellings that get past careless filters.</summary>
public static class Spellings
{
    /// <summary>As the host of a URL, with the address it leads to; <c>null</c> where it is refused for its spelling alone.</summary>
    public static IReadOnlyList<(string Host, string? Address)> Forbidden { get; } =
    [
        // The metadata address, in every form that inet_aton reads.
        ("169.254.169.254", "169.254.169.254"),
        ("2852039166", "169.254.169.254"),
        ("0xA9FEA9FE", "169.254.169.254"),
        ("0Xa9fea9fe", "169.254.169.254"),
        ("0xA9.0xFE.0xA9.0xFE", "169.254.169.254"),
        ("0xA9.254.0xA9.254", "169.254.169.254"),
        ("169.16689662", "169.254.169.254"),
        ("169.254.43518", "169.254.169.254"),
        ("169.0xFEA9FE", "169.254.169.254"),
        ("0x00000000a9fea9fe", "169.254.169.254"),
        ("0251.0376.0251.0376", null),
        ("0251.254.169.254", null),
        ("025177524776", null),
        ("169.254.169.0376", null),
        ("0000169.254.169.254", null),
        ("00251.0376.0251.0376", null),
        ("169.254.169.254.", null),
        ("2852039166.", null),
        ("0xA9FEA9FE.", null),
        ("7147006462", null),
        ("0x1A9FEA9FE", null),
        ("425.510.425.510", null),
        ("169.254.169.254.1", null),
        ("%31%36%39.254.169.254", null),
        ("169%2e254%2e169%2e254", null),
        ("169.254.169.254%00.example.org", null),
        // Digits and dots beyond ASCII, which some programs map to those.
        ("１６９.２５４.１６９.２５４", null),
        ("169。254。169。254", null),
        ("169．254．169．254", null),
        ("①⑥⑨.②⑤④.①⑥⑨.②⑤④", null),
        ("２８５２０３９１６６", null),
        ("0ｘa9fea9fe", null),
        ("169.254.169.254\u200b", null),
        ("169.254.\u00ad169.254", null),
        // User names that look like the host.
        ("example.org@169.254.169.254", null),
        ("@169.254.169.254", null),
        ("example.org:80@169.254.169.254", null),
        ("169.254.169.254\\@example.org", null),
        ("example.org\\@169.254.169.254", null),
        // IPv6 that means the same, or leads there.
        ("[::ffff:169.254.169.254]", "169.254.169.254"),
        ("[::ffff:a9fe:a9fe]", "169.254.169.254"),
        ("[::FFFF:A9FE:A9FE]", "169.254.169.254"),
        ("[0:0:0:0:0:ffff:a9fe:a9fe]", "169.254.169.254"),
        ("[0000:0000:0000:0000:0000:ffff:169.254.169.254]", "169.254.169.254"),
        ("[::a9fe:a9fe]", "::a9fe:a9fe"),
        ("[::169.254.169.254]", "::a9fe:a9fe"),
        ("[::ffff:0:169.254.169.254]", "::ffff:0:169.254.169.254"),
        ("[64:ff9b::169.254.169.254]", "64:ff9b::a9fe:a9fe"),
        ("[64:ff9b:1::169.254.169.254]", "64:ff9b:1::a9fe:a9fe"),
        ("[2002:a9fe:a9fe::1]", "2002:a9fe:a9fe::1"),
        ("[2001:0:a9fe:a9fe::1]", "2001:0:a9fe:a9fe::1"),
        ("[2001::5601:5601]", "2001::5601:5601"),
        ("[2001:db8::5efe:169.254.169.254]", "2001:db8::5efe:a9fe:a9fe"),
        // Other metadata services.
        ("[fd00:ec2::254]", "fd00:ec2::254"),
        ("[FD00:0EC2:0:0:0:0:0:0254]", "fd00:ec2::254"),
        ("[fd20:ce::254]", "fd20:ce::254"),
        ("[fd00:42::42]", "fd00:42::42"),
        ("[fd00:c1::a9fe:a9fe]", "fd00:c1::a9fe:a9fe"),
        ("[fd00:a9fe:a9fe::1]", "fd00:a9fe:a9fe::1"),
        ("100.100.100.200", "100.100.100.200"),
        ("1684301000", "100.100.100.200"),
        ("168.63.129.16", "168.63.129.16"),
        ("192.0.0.192", "192.0.0.192"),
        ("169.254.170.2", "169.254.170.2"),
        // This machine, without its name.
        ("0", "0.0.0.0"),
        ("0x0", "0.0.0.0"),
        ("0.0.0.0", "0.0.0.0"),
        ("0.0", "0.0.0.0"),
        ("1", "0.0.0.1"),
        ("[::]", "::"),
        ("[::ffff:0.0.0.0]", "0.0.0.0"),
        ("[64:ff9b::127.0.0.1]", "64:ff9b::7f00:1"),
        ("[::127.0.0.1]", "::7f00:1"),
        // Link-local, site-local, multicast, broadcast, reserved.
        ("169.254.1.1", "169.254.1.1"),
        ("[fe80::1]", "fe80::1"),
        ("[febf::1]", "febf::1"),
        ("[fe80::1%25eth0]", null),
        ("[fe80::1%eth0]", null),
        ("[fe80::1%1]", null),
        ("[::1%1]", null),
        ("[fec0::1]", "fec0::1"),
        ("224.0.0.1", "224.0.0.1"),
        ("239.255.255.250", "239.255.255.250"),
        ("[ff02::1]", "ff02::1"),
        ("255.255.255.255", "255.255.255.255"),
        ("4294967295", "255.255.255.255"),
        ("0xffffffff", "255.255.255.255"),
        ("240.0.0.1", "240.0.0.1"),
        ("192.0.0.1", "192.0.0.1"),
    ];

    /// <summary>Spellings of addresses that backends may have, with the form that they are kept in.</summary>
    public static IReadOnlyList<(string Host, string Kept)> Allowed { get; } =
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("[::ffff:127.0.0.1]", "127.0.0.1"),
        ("[::1]", "[::1]"),
        ("[0:0:0:0:0:0:0:1]", "[::1]"),
        ("10.0.0.1", "10.0.0.1"),
        ("172.16.0.1", "172.16.0.1"),
        ("192.168.0.1", "192.168.0.1"),
        ("100.64.0.1", "100.64.0.1"),
        ("192.0.2.1", "192.0.2.1"),
        ("198.18.0.1", "198.18.0.1"),
        ("93.184.215.14", "93.184.215.14"),
        ("[fd12:3456::1]", "[fd12:3456::1]"),
        ("[2001:DB8::1]", "[2001:db8::1]"),
        ("[2606:4700::1111]", "[2606:4700::1111]"),
        ("[64:ff9b::8.8.8.8]", "[64:ff9b::808:808]"),
        ("localhost", "localhost"),
        ("LocalHost.", "localhost."),
        ("my_service", "my_service"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("1e100.example", "1e100.example"),
        ("a.b-1.c2", "a.b-1.c2"),
    ];

    /// <summary>The addresses among <see cref="Forbidden"/>, as a resolver answers them.</summary>
    public static IReadOnlyList<IPAddress> ForbiddenAddresses { get; } =
    [
        .. Forbidden
            .Where(static spelling => spelling.Address is not null)
            .Select(static spelling => IPAddress.Parse(spelling.Address!))
            .Distinct(),
    ];
}
