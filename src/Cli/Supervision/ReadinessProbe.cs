namespace LbPlatform.Cli.Supervision;

/// <summary>Asks a child whether it can do its work, or answers at all.</summary>
internal sealed class ReadinessProbe : IDisposable
{
    /// <summary>Between two questions.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(30);

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);
    private const int LongestAnswer = 4096;

    // No connection outlives its question: the child may be another process the next time.
    private readonly HttpClient _client = new(
        new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false }
    )
    {
        Timeout = AnswerWithin,
        MaxResponseContentBufferSize = LongestAnswer,
    };

    /// <summary><c>null</c> where it is ready, else why not, in one line.</summary>
    public async Task<string?> AskAsync(Uri ready, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _client.GetAsync(ready, cancellationToken);
            return answer.IsSuccessStatusCode
                ? null
                : Summarise(await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (HttpRequestException failure)
        {
            return $"{ready} does not answer: {failure.Message}";
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{ready} does not answer within {AnswerWithin.TotalSeconds} s";
        }
    }

    /// <summary>Whether it answers at all, be it that something is wrong.</summary>
    public async Task<bool> AnswersAsync(Uri live, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _client.GetAsync(live, cancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    /// <summary>The lines that /readyz marks as not ready.</summary>
    private static string Summarise(string answer)
    {
        var lines = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var missing = lines.Where(static line => line.StartsWith("[-]", StringComparison.Ordinal));
        var reasons = string.Join("; ", missing.Select(static line => line[3..].Trim()));
        return reasons.Length > 0 ? reasons : "it says that it is not ready";
    }
}
