namespace LbPlatform.DataPlane.Listeners.Tls;

/// <summary>When it is time to speak of a certificate's end. Pure.</summary>
internal static class ExpiryRules
{
    /// <summary>How urgent a certificate is that has expired.</summary>
    public static readonly int Expired = DaysBefore.Length + 1;

    /// <summary>Days before the end at which it is spoken of.</summary>
    public static ReadOnlySpan<int> DaysBefore => [30, 14, 7, 1];

    /// <summary>0 where there is time; one more for each of <see cref="DaysBefore"/> that has come; <see cref="Expired"/> last.</summary>
    public static int UrgencyOf(DateTimeOffset notAfter, DateTimeOffset now)
    {
        if (now >= notAfter)
        {
            return Expired;
        }

        var urgency = 0;
        foreach (var days in DaysBefore)
        {
            if (notAfter - now <= TimeSpan.FromDays(days))
            {
                urgency++;
            }
        }

        return urgency;
    }
}
