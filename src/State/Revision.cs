using System.Globalization;

namespace LbPlatform.State;

/// <summary>
/// The number of a committed configuration: store-wide, one higher with each commit that changes something, never
/// reused. A type of its own so that it is not mistaken for a count.
/// </summary>
/// <param name="Value">1 or more for a committed configuration; 0 for none.</param>
public readonly record struct Revision(long Value) : IComparable<Revision>
{
    /// <summary>Before the first commit.</summary>
    public static readonly Revision None;

    /// <summary>The revision of the following commit.</summary>
    public Revision Next => new(Value + 1);

    /// <summary>Whether <paramref name="left"/> was committed before <paramref name="right"/>.</summary>
    public static bool operator <(Revision left, Revision right) => left.Value < right.Value;

    /// <summary>Whether <paramref name="left"/> was committed after <paramref name="right"/>.</summary>
    public static bool operator >(Revision left, Revision right) => left.Value > right.Value;

    /// <summary>Whether <paramref name="left"/> is <paramref name="right"/> or was committed before it.</summary>
    public static bool operator <=(Revision left, Revision right) => left.Value <= right.Value;

    /// <summary>Whether <paramref name="left"/> is <paramref name="right"/> or was committed after it.</summary>
    public static bool operator >=(Revision left, Revision right) => left.Value >= right.Value;

    /// <inheritdoc />
    public int CompareTo(Revision other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
