using LbPlatform.DataPlane.Forwarding;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LbPlatform.DataPlane.Protection;

/// <summary>
/// What one listener asks of a request beyond what the server's own limits, which are <see cref="LimitsOptions"/>, hold
/// already. There is none where a listener limits nothing otherwise.
/// </summary>
internal sealed class ListenerGuard
{
    private readonly ListenerLimits _limits;
    private readonly bool _checksTarget;
    private readonly bool _checksFields;
    private readonly bool _setsRates;

    private ListenerGuard(ListenerLimits limits, LimitsOptions server)
    {
        _limits = limits;
        _checksTarget = limits.MaxRequestLineBytes < server.MaxRequestLineBytes;
        _checksFields =
            limits.MaxHeadBytes < server.MaxHeadBytes || limits.MaxFields < server.MaxFields;
        _setsRates =
            limits.MinRequestBytesPerSecond != server.MinRequestBytesPerSecond
            || limits.MinResponseBytesPerSecond != server.MinResponseBytesPerSecond
            || limits.RateGrace != server.RateGrace;
    }

    /// <summary>Longest body; <c>null</c> is any.</summary>
    public long? MaxBodyBytes => _limits.MaxBodyBytes == 0 ? null : _limits.MaxBodyBytes;

    /// <summary>Whether bodies may be slower or must be faster than at other listeners.</summary>
    public bool SetsRates => _setsRates;

    /// <summary>The lowest rate of a request's body.</summary>
    public MinDataRate? RequestRate =>
        BodyBounds.Rate(_limits.MinRequestBytesPerSecond, _limits.RateGrace);

    /// <summary>The lowest rate of a response.</summary>
    public MinDataRate? ResponseRate =>
        BodyBounds.Rate(_limits.MinResponseBytesPerSecond, _limits.RateGrace);

    /// <summary>The guard of a listener with these limits; <c>null</c> where nothing is left to it.</summary>
    public static ListenerGuard? Of(ListenerLimits limits, LimitsOptions server)
    {
        var guard = new ListenerGuard(limits, server);
        return
            guard._checksTarget
            || guard._checksFields
            || guard._setsRates
            || guard.MaxBodyBytes is not null
            ? guard
            : null;
    }

    /// <summary>Refuses a head that is too long here.</summary>
    public ErrorAnswer? Refuse(string target, IHeaderDictionary fields) =>
        _checksTarget && target.Length > _limits.MaxRequestLineBytes ? LimitTexts.TargetTooLong
        : _checksFields && AreTooLarge(fields) ? LimitTexts.FieldsTooLarge
        : null;

    private bool AreTooLarge(IHeaderDictionary fields)
    {
        // As they stand in a message: the name, a colon and a space, the value, the end of the line.
        const int Around = 4;
        var count = 0;
        var bytes = 0L;
        foreach (var (name, values) in fields)
        {
            foreach (var value in values)
            {
                count++;
                bytes += name.Length + (value?.Length ?? 0) + Around;
            }
        }

        return count > _limits.MaxFields || bytes > _limits.MaxHeadBytes;
    }
}
