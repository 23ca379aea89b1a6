using LbPlatform.Wire.Tests.Cases;

namespace LbPlatform.Wire.Tests.Support;

/// <summary>Holds an outcome against what its case expects. Pure.</summary>
internal static class WireVerdict
{
    /// <summary>What is not as it must be; empty where all is.</summary>
    public static IReadOnlyList<string> Judge(WireCase one, WireOutcome outcome)
    {
        List<string> wrong = [.. Differences(one, outcome)];
        if (wrong.Count > 0)
        {
            wrong.Add(outcome.ToString());
        }

        return wrong;
    }

    private static IEnumerable<string> Differences(WireCase one, WireOutcome outcome)
    {
        if (
            !outcome.Statuses.SequenceEqual(one.Statuses)
            && !(one.EndsSending && outcome.Statuses is [400])
        )
        {
            yield return $"statuses, not {string.Join(',', one.Statuses)}";
        }

        if (outcome.Closed != one.Closes)
        {
            yield return one.Closes ? "the connection stays" : "the connection ends";
        }

        if (!one.Closes && outcome.Next != "GET /next HTTP/1.1")
        {
            yield return "the next request is not answered right";
        }

        if (outcome.Faults.Length > 0)
        {
            yield return "the backend received what is no request";
        }

        if (outcome.Requests.Length != one.Reaches.Length)
        {
            yield return $"{outcome.Requests.Length} requests reached the backend, not {one.Reaches.Length}";
            yield break;
        }

        foreach (var (request, expected) in outcome.Requests.Zip(one.Reaches))
        {
            foreach (var difference in Differences(request, expected))
            {
                yield return difference;
            }
        }
    }

    private static IEnumerable<string> Differences(ParsedRequest request, Reached expected)
    {
        if (request.StartLine != expected.StartLine)
        {
            yield return $"'{request.StartLine}', not '{expected.StartLine}'";
        }

        if (request.Body != expected.Body)
        {
            yield return $"body '{request.Body}', not '{expected.Body}'";
        }

        foreach (var line in expected.Has.Except(request.Lines))
        {
            yield return $"no '{line}'";
        }

        foreach (var name in expected.Lacks.Where(request.Has))
        {
            yield return $"a field {name}";
        }
    }
}
