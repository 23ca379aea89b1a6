namespace LbPlatform.Poller.Probing;

/// <summary>Whether the head of an HTTP answer is as the settings say. Pure.</summary>
internal static class Expectation
{
    /// <summary>What is wrong with it, what was expected and what came; <c>null</c> where it is as expected.</summary>
    /// <param name="settings">What is expected.</param>
    /// <param name="status">The status code.</param>
    /// <param name="values">The values of the field that is expected.</param>
    public static ProbeFault? Refuse(
        ProbeSettings settings,
        int status,
        IReadOnlyList<string> values
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(values);
        if (!settings.ExpectedStatus.Contains(status))
        {
            return new(ProbeOutcome.Status, $"got {status}, expected {settings.ExpectedStatus}");
        }

        var header = settings.ExpectedHeader;
        if (header.Name.Length == 0 || values.Any(header.IsMetBy))
        {
            return null;
        }

        return new(
            ProbeOutcome.Header,
            values.Count == 0
                ? $"got no header {header.Name}, expected {header}"
                : $"got header {header.Name}: {Printable.Of(values[0])}, expected {header}"
        );
    }
}
