namespace LbPlatform.Platform.Tests.Harness;

/// <summary>Waits for a process to say that it can do its work.</summary>
internal static class Ready
{
    /// <summary>How long a process may take to start; far more than any should need, also where others take the machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static async Task WaitAsync(int port, RealProcess process, string path = "/readyz")
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await Eventually.HoldsAsync(
            async () =>
            {
                if (process.HasExited)
                {
                    throw process.Died("before it was ready");
                }

                try
                {
                    using var answer = await client.GetAsync(
                        new Uri($"http://127.0.0.1:{port}{path}")
                    );
                    return answer.IsSuccessStatusCode;
                }
                catch (Exception failure)
                    when (failure is HttpRequestException or TaskCanceledException)
                {
                    return false;
                }
            },
            $"port {port} answers {path}",
            Patience
        );
    }
}
