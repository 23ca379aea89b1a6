namespace LbPlatform.DataPlane.Identity;

/// <summary>
/// Compares names of fields as the laxest backend does: without case, and with <c>_</c> for <c>-</c>, since CGI, WSGI and
/// PHP make one variable of both.
/// </summary>
internal sealed class FieldNames : IEqualityComparer<string>
{
    /// <summary>The one there is.</summary>
    public static readonly FieldNames Lax = new();

    private FieldNames() { }

    /// <summary>Whether it is <c>Forwarded</c>, or begins with <c>X-Forwarded-</c>.</summary>
    public static bool AreForwarding(ReadOnlySpan<char> name) =>
        name.Length switch
        {
            < 9 => false,
            9 => name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase),
            _ => name[0] is 'X' or 'x'
                && name[1] is '-' or '_'
                && name[2..].StartsWith("Forwarded", StringComparison.OrdinalIgnoreCase)
                && (name.Length == 11 || name[11] is '-' or '_'),
        };

    /// <inheritdoc />
    public bool Equals(string? x, string? y)
    {
        if (x is null || y is null || x.Length != y.Length)
        {
            return ReferenceEquals(x, y);
        }

        for (var at = 0; at < x.Length; at++)
        {
            if (Plain(x[at]) != Plain(y[at]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc />
    public int GetHashCode(string obj)
    {
        var hash = new HashCode();
        foreach (var c in obj)
        {
            hash.Add(Plain(c));
        }

        return hash.ToHashCode();
    }

    private static char Plain(char c) => c == '_' ? '-' : char.ToLowerInvariant(c);
}
