using Microsoft.Extensions.Primitives;

namespace LbPlatform.DataPlane.Affinity;

/// <summary>Finds one cookie in a request's Cookie fields, and takes it out, without looking into the others. Pure.</summary>
internal static class CookieFields
{
    /// <summary>The values of all cookies with <paramref name="name"/>, which is told apart by case (RFC 6265, 5.4).</summary>
    public static Values Find(StringValues fields, string name) => new(fields, name);

    /// <summary>
    /// The fields without cookies of that name, the others as they were written; itself where there is none, empty where
    /// there is no other.
    /// </summary>
    public static StringValues Without(StringValues fields, string name)
    {
        if (!Find(fields, name).MoveNext())
        {
            return fields;
        }

        var kept = new List<string>(fields.Count);
        foreach (var field in fields)
        {
            if (Without(field ?? "", name) is { Length: > 0 } rest)
            {
                kept.Add(rest);
            }
        }

        return kept.Count == 1 ? kept[0] : kept.ToArray();
    }

    private static string Without(string field, string name)
    {
        var rest = new List<string>();
        foreach (var part in field.AsSpan().Split(';'))
        {
            var pair = field.AsSpan(part).Trim(' ');
            if (!TryRead(pair, name, out _) && !pair.IsEmpty)
            {
                rest.Add(pair.ToString());
            }
        }

        return string.Join("; ", rest);
    }

    private static bool TryRead(ReadOnlySpan<char> pair, string name, out ReadOnlySpan<char> value)
    {
        var equals = pair.IndexOf('=');
        value = pair[(equals + 1)..];
        return equals == name.Length && pair.StartsWith(name, StringComparison.Ordinal);
    }

    /// <summary>Goes through the values; allocates nothing.</summary>
    internal ref struct Values(StringValues fields, string name)
    {
        private int _next;
        private ReadOnlySpan<char> _rest;

        /// <summary>The value found.</summary>
        public ReadOnlySpan<char> Current { get; private set; }

        /// <summary>Goes on to the next value; false where there is none.</summary>
        public bool MoveNext()
        {
            while (true)
            {
                if (_rest.IsEmpty)
                {
                    if (_next == fields.Count)
                    {
                        return false;
                    }

                    _rest = fields[_next++];
                    continue;
                }

                var end = _rest.IndexOf(';');
                var pair = (end < 0 ? _rest : _rest[..end]).Trim(' ');
                _rest = end < 0 ? [] : _rest[(end + 1)..];
                if (TryRead(pair, name, out var value))
                {
                    Current = value;
                    return true;
                }
            }
        }
    }
}
