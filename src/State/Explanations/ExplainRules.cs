using System.Buffers;
using System.Net;

namespace LbPlatform.State.Explanations;

/// <summary>
/// What can be asked: what the server would not even read as a request cannot. Anything else can, also what is refused then: to
/// learn that is what the question is for. Pure.
/// </summary>
public static class ExplainRules
{
    private static readonly SearchValues<char> Token = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    );

    /// <summary>Every value that breaks a rule.</summary>
    public static IReadOnlyList<ExplainProblem> Check(ExplainRequest asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return [.. CheckLine(asked), .. CheckHeaders(asked.Headers), .. CheckConnection(asked)];
    }

    private static IEnumerable<ExplainProblem> CheckLine(ExplainRequest asked)
    {
        if (!IsToken(asked.Method, ExplainRequest.LongestMethod))
        {
            yield return new(
                "/method",
                $"The method has 1 to {ExplainRequest.LongestMethod} letters, for example GET."
            );
        }

        if (
            asked.Path.Length > ExplainRequest.LongestPath
            || !(
                asked.Path.StartsWith('/')
                || (asked.Path == "*" && asked.Method == "OPTIONS")
                || IsAbsolute(asked.Path)
            )
        )
        {
            yield return new(
                "/path",
                $"The path begins with a slash and has at most {ExplainRequest.LongestPath} characters, for example /cart?id=1."
            );
        }

        if (asked.Host.Length > ExplainRequest.LongestHost)
        {
            yield return new(
                "/host",
                $"The host has at most {ExplainRequest.LongestHost} characters, for example shop.example:8080."
            );
        }
    }

    private static IEnumerable<ExplainProblem> CheckHeaders(
        IReadOnlyDictionary<string, string> headers
    )
    {
        if (headers.Count > ExplainRequest.MostHeaders)
        {
            yield return new(
                "/headers",
                $"There may be {ExplainRequest.MostHeaders} headers; found {headers.Count}."
            );
        }

        foreach (var (name, value) in headers.Take(ExplainRequest.MostHeaders))
        {
            if (!IsToken(name, ExplainRequest.LongestName))
            {
                yield return new(
                    "/headers",
                    $"The name of a header has 1 to {ExplainRequest.LongestName} letters, digits and hyphens, for example X-User."
                );
            }
            else if (name.Equals("Host", StringComparison.OrdinalIgnoreCase))
            {
                yield return new("/headers/Host", "Write it as 'host', beside 'headers'.");
            }
            else if (
                value is null
                || value.Length > ExplainRequest.LongestValue
                || value.AsSpan().ContainsAny('\r', '\n', '\0')
            )
            {
                yield return new(
                    $"/headers/{name.Replace("~", "~0", StringComparison.Ordinal)}",
                    $"A header's value is one line of at most {ExplainRequest.LongestValue} characters."
                );
            }
        }
    }

    private static IEnumerable<ExplainProblem> CheckConnection(ExplainRequest asked)
    {
        if (!IPAddress.TryParse(asked.Client, out _))
        {
            yield return new(
                "/client",
                "The client is an IP address without port, for example 203.0.113.7 or 2001:db8::7."
            );
        }

        if (asked.Scheme is not (null or "http" or "https"))
        {
            yield return new("/scheme", "The scheme is http or https.");
        }
    }

    private static bool IsToken(string text, int longest) =>
        text.Length > 0 && text.Length <= longest && !text.AsSpan().ContainsAnyExcept(Token);

    private static bool IsAbsolute(string path) =>
        path.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
