using LbPlatform.DataPlane.Forwarding;
using LbPlatform.Wire.Tests.Support;

namespace LbPlatform.Wire.Tests.Fuzzing;

/// <summary>What must hold whatever a client sends. Pure.</summary>
internal static class FuzzVerdict
{
    /// <summary>RFC 9110, 15.6.6: the one 5xx that tells a client its own fault.</summary>
    private const int VersionNotSupported = 505;

    /// <summary>What is wrong; <c>null</c> where nothing is.</summary>
    /// <param name="sent">The client's bytes.</param>
    /// <param name="statuses">The answers, in order, up to the connection's end.</param>
    /// <param name="reached">The whole requests at the backend, in order.</param>
    public static string? Judge(
        string sent,
        IReadOnlyList<int> statuses,
        IReadOnlyList<ParsedRequest> reached
    )
    {
        if (statuses.Contains(WireRunner.NoAnswer))
        {
            return "neither an answer nor an end";
        }

        if (statuses.FirstOrDefault(IsOurFault) is not 0 and var fault)
        {
            return $"status {fault}";
        }

        if (statuses.Count(static status => status == 200) > reached.Count)
        {
            return "an answer without a request";
        }

        var meant = ReadAll(sent);
        if (reached.Count > meant.Count)
        {
            return $"{reached.Count} requests reached the backend, {meant.Count} were sent";
        }

        return reached
            .Zip(meant)
            .Where(static pair => !IsSame(pair.First, pair.Second))
            .Select(static pair => $"sent:\n{pair.Second}\nreached:\n{pair.First}")
            .FirstOrDefault();
    }

    private static bool IsOurFault(int status) => status >= 500 && status != VersionNotSupported;

    /// <summary>The requests that the bytes are, up to the first that is none.</summary>
    private static List<ParsedRequest> ReadAll(string sent)
    {
        List<ParsedRequest> requests = [];
        var parser = new StrictParser(sent, asServer: true);
        try
        {
            while (parser.Next() is { } request)
            {
                requests.Add(request);
            }
        }
        catch (MalformedRequestException)
        {
            // Nothing behind it may reach anybody.
        }

        return requests;
    }

    private static bool IsSame(ParsedRequest reached, ParsedRequest sent) =>
        reached.Method == sent.Method
        && reached.Target == RequestTarget.Of(sent.Target)
        && reached.Body == sent.Body
        && (!sent.Has("Host") || reached.Values("Host").SequenceEqual(sent.Values("Host")));
}
