using static LbPlatform.Wire.Tests.Cases.Case;

namespace LbPlatform.Wire.Tests.Cases;

/// <summary>Host.</summary>
internal static class HostCases
{
    private const string Section = "9112, 3.2";
    private const string Form = "9110, 7.2";
    private const string Rule = "host-form";
    private const string Root = "GET / HTTP/1.1";

    public static WireCase[] All { get; } =
    [
        Kept("name", "a.test"),
        Kept("name in capitals", "A.Test"),
        Kept("name with port", "a.test:8080"),
        Kept("name with an underscore", "a_b.test"),
        Kept("name with a dot at the end", "a.test."),
        Kept("one label", "localhost"),
        Kept("punycode", "xn--bcher-kva.test"),
        Kept("address", "127.0.0.1"),
        Kept("address with port", "127.0.0.1:80"),
        Kept("address of IPv6", "[2001:db8::1]"),
        Kept("address of IPv6 with port", "[::1]:8080"),
        Kept("highest port", "a.test:65535"),
        Refused("host: none", Section, 400, Head(Root)),
        Refused("host: none, with other fields", Section, 400, Head(Root, "X: y")),
        Refused("host: two", Section, 400, Head(Root, "Host: a.test", "Host: b.test")),
        Refused("host: two alike", Section, 400, Head(Root, "Host: a.test", "Host: a.test")),
        Refused("host: two, one in other letters", Section, 400, Head(Root, "Host: a.test", "hOST: a.test")),
        Refused("host: two, the second empty", Section, 400, Head(Root, "Host: a.test", "Host:")),
        Refused("host: two, one folded", "9112, 5.2", 400, Head(Root, "Host: a.test", " Host: b.test")),
        Refused("host: empty", "9110, 4.2.1", 400, Head(Root, "Host:"), "host-missing"),
        Refused("host: blank", "9110, 4.2.1", 400, Head(Root, "Host:   "), "host-missing"),
        Refused("host: white space before the colon", "9112, 5.1", 400, Head(Root, "Host : a.test")),
        Refused("host: user", Form, 400, Head(Root, "Host: user@a.test")),
        Refused("host: path", Form, 400, Head(Root, "Host: a.test/x")),
        Refused("host: query", Form, 400, Head(Root, "Host: a.test?x")),
        Refused("host: fragment", Form, 400, Head(Root, "Host: a.test#x")),
        Refused("host: URL", Form, 400, Head(Root, "Host: http://a.test/")),
        Refused("host: backslash", Form, 400, Head(Root, "Host: a.test\\x")),
        Refused("host: blank within", Form, 400, Head(Root, "Host: a.test b.test")),
        Refused("host: tab within", Form, 400, Head(Root, "Host: a.test\tb.test")),
        Refused("host: comma", Form, 400, Head(Root, "Host: a.test,b.test"), Rule),
        Refused("host: comma and blank", Form, 400, Head(Root, "Host: a.test, b.test")),
        Refused("host: two ports", Form, 400, Head(Root, "Host: a.test:80:80")),
        Refused("host: port is a word", Form, 400, Head(Root, "Host: a.test:http")),
        Refused("host: port is negative", Form, 400, Head(Root, "Host: a.test:-1")),
        Refused("host: port too high", Form, 400, Head(Root, "Host: a.test:65536"), Rule),
        Refused("host: port of twenty digits", Form, 400, Head(Root, "Host: a.test:" + new string('8', 20)), Rule),
        Refused("host: empty label first", Form, 400, Head(Root, "Host: .test"), Rule),
        Refused("host: empty label within", Form, 400, Head(Root, "Host: a..test"), Rule),
        Refused("host: dot only", Form, 400, Head(Root, "Host: ."), Rule),
        Refused("host: dollar sign", Form, 400, Head(Root, "Host: a$b.test"), Rule),
        Refused("host: plus sign", Form, 400, Head(Root, "Host: a+b.test"), Rule),
        Refused("host: semicolon", Form, 400, Head(Root, "Host: a;b.test"), Rule),
        Refused("host: percent sign", Form, 400, Head(Root, "Host: a%2Fb.test"), Rule),
        Refused("host: tilde", Form, 400, Head(Root, "Host: ~a.test"), Rule),
        Refused("host: port only", Form, 400, Head(Root, "Host: :80")),
        Refused("host: port and a user behind", Form, 400, Head(Root, "Host: a.test:80@b.test")),
        Refused("host: IPv6 without brackets", Form, 400, Head(Root, "Host: ::1")),
        Refused("host: bracket open", Form, 400, Head(Root, "Host: [::1")),
        Refused("host: brackets around a name", Form, 400, Head(Root, "Host: [a.test]")),
        Refused("host: brackets around IPv4", Form, 400, Head(Root, "Host: [127.0.0.1]")),
        Refused("host: brackets with nothing in them", Form, 400, Head(Root, "Host: []")),
        Refused("host: something behind brackets", Form, 400, Head(Root, "Host: [::1]x")),
        Refused("host: zone", Form, 400, Head(Root, "Host: [fe80::1%25eth0]")),
        Refused("host: too many groups", Form, 400, Head(Root, "Host: [1:2:3:4:5:6:7:8:9]"), Rule),
        Refused("host: NUL", Form, 400, Head(Root, "Host: a.test\0")),
        Refused("host: control", Form, 400, Head(Root, "Host: a.test\u0001")),
        Refused("host: above ASCII", Form, 400, Head(Root, "Host: b\u00fccher.test")),
        Refused("host: angle brackets", Form, 400, Head(Root, "Host: <a.test>")),
        Refused("host: quotes", Form, 400, Head(Root, "Host: \"a.test\"")),
        Refused("host: braces", Form, 400, Head(Root, "Host: ${jndi:ldap://x}")),
        Reaches("host: HTTP/1.0 without any", Section, "GET / HTTP/1.0\r\n\r\n", Root, closes: true),
        Refused("host: HTTP/1.0 with two", Section, 400, "GET / HTTP/1.0\r\nHost: a.test\r\nHost: b.test\r\n\r\n"),
        Refused("host: HTTP/1.0 with a user", Form, 400, "GET / HTTP/1.0\r\nHost: u@a.test\r\n\r\n"),
    ];

    private static WireCase Kept(string name, string host) =>
        Reaches($"host: {name}", Form, Head(Root, $"Host: {host}"), Root, has: [$"Host: {host}"]);
}
