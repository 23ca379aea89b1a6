using System.Diagnostics;

namespace LbPlatform.Testing;

/// <summary>Awaits a condition that something else brings about.</summary>
public static class Eventually
{
    /// <summary>How long a condition may take before the test fails; far more than any should need.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>Returns as soon as <paramref name="condition"/> holds; throws, naming <paramref name="what"/>, if it never does.</summary>
    public static Task HoldsAsync(Func<bool> condition, string what, TimeSpan? patience = null) =>
        HoldsAsync(() => Task.FromResult(condition()), what, patience);

    /// <summary>As above, for a condition that must itself be awaited.</summary>
    public static async Task HoldsAsync(
        Func<Task<bool>> condition,
        string what,
        TimeSpan? patience = null
    )
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > (patience ?? Patience))
            {
                throw new TimeoutException(
                    $"Not so after {(patience ?? Patience).TotalSeconds} s: {what}"
                );
            }

            await Task.Delay(Step, TimeProvider.System);
        }
    }
}
