using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Silence;

/// <summary>
/// An attempt whose answer has not begun, and what ends it where its backend falls silent. Used again for other attempts, so
/// that none costs an object.
/// </summary>
internal sealed class PendingAnswer : CancellationTokenSource
{
    private Exchange? _exchange;
    private bool _hasBody;
    private bool _isRepeatable;

    /// <summary>The next one of its backend's; changed under the lock of <see cref="PendingAnswers"/>.</summary>
    internal PendingAnswer? After { get; set; }

    /// <summary>The one before it.</summary>
    internal PendingAnswer? Before { get; set; }

    /// <summary>Whether it is among those of its backend.</summary>
    internal bool IsListed { get; set; }

    /// <summary>Whether it was given up, so that the request can go elsewhere; it is then never used again.</summary>
    public bool IsGivenUp { get; internal set; }

    /// <summary>When the attempt began; a timestamp of the TimeProvider.</summary>
    public long Since { get; private set; }

    /// <summary>Whether all of the request was sent, so that it is the backend's turn.</summary>
    public bool IsSent => !_hasBody || _exchange?.IsBodySent == true;

    /// <summary>Whether the request can go elsewhere.</summary>
    public bool MayMove =>
        _exchange is { } exchange
        && RetryRules.MayRetry(
            AttemptResult.Silent,
            exchange.Pool.Retry,
            _isRepeatable,
            exchange.Replay?.CanRewind ?? !_hasBody,
            exchange.Tried.Length,
            TimeSpan.Zero
        )
        && exchange.Pool.HasOther(exchange.Tried);

    /// <summary>Stands for the current attempt of <paramref name="exchange"/>.</summary>
    public void Begin(Exchange exchange, bool hasBody, bool isRepeatable)
    {
        _exchange = exchange;
        _hasBody = hasBody;
        _isRepeatable = isRepeatable;
        Since = exchange.AttemptedAt;
    }

    /// <summary>Stands for nothing any more; false where it cannot be used again.</summary>
    public bool TryEnd()
    {
        _exchange = null;
        return TryReset();
    }
}
