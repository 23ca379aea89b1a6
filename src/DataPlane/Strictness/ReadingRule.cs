using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Net.Http.Headers;

namespace LbPlatform.DataPlane.Strictness;

/// <summary>
/// A rule that must hold while the server reads, since what it has read does not show any more whether it was broken.
/// The server then answers 400 itself, and ends the connection.
/// </summary>
/// <param name="Name">As in <see cref="StrictRule"/>.</param>
/// <param name="Section">As in <see cref="StrictRule"/>.</param>
/// <param name="Refuses">As in <see cref="StrictRule"/>.</param>
/// <param name="Apply">Puts it in force.</param>
internal sealed record ReadingRule(
    string Name,
    string Section,
    string Refuses,
    Action<KestrelServerOptions> Apply
) : StrictRule(Name, Section, Refuses)
{
    /// <summary>The server's switch for lines that end with LF alone; read when the server is made.</summary>
    public const string RefuseBareLineFeeds =
        "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";

    /// <summary>All of them.</summary>
    public static ImmutableArray<ReadingRule> All { get; } =
    [
        new(
            "line-end",
            "9112, 2.2",
            "A line ends with LF alone.",
            static _ => AppContext.SetSwitch(RefuseBareLineFeeds, isEnabled: true)
        ),
        new(
            "content-length-digits",
            "9110, 8.6",
            "Content-Length is anything but 1 to 19 digits: signed, with white space or controls in it, or longer.",
            static server => Decode(server, HeaderNames.ContentLength, new LengthText())
        ),
        new(
            "connection-options",
            "9110, 7.6.1",
            "Connection names a field beside 'keep-alive' or 'close': nothing is refused, but the field is dropped as it must be.",
            static server => Decode(server, HeaderNames.Connection, new ConnectionText())
        ),
    ];

    private static void Decode(KestrelServerOptions server, string name, Encoding text)
    {
        var others = server.RequestHeaderEncodingSelector;
        server.RequestHeaderEncodingSelector = field => field == name ? text : others(field);
    }
}
