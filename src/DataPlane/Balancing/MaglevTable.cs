using System.IO.Hashing;
using System.Text;

namespace LbPlatform.DataPlane.Balancing;

/// <summary>
/// Maglev's lookup table (Eisenbud et al., NSDI 2016, 3.4): each member takes slots in an order of its own until all are
/// taken, in turns by weight. Shares differ by 1 % at most while the table has 100 slots a member; when one leaves, its
/// slots go to the others, and few of theirs move. The same names and weights give the same table on every machine. Pure.
/// </summary>
internal sealed class MaglevTable
{
    /// <summary>Sizes, primes all: the smallest that has 100 slots a member is taken, else the largest.</summary>
    public static readonly int[] Sizes = [65_537, 655_373, 5_000_011];

    private const int SlotsPerMember = 100;
    private const int Free = -1;

    private readonly int[] _slots;

    private MaglevTable(int[] slots) => _slots = slots;

    /// <summary>How many slots there are.</summary>
    public int Size => _slots.Length;

    /// <summary>The member that has <paramref name="key"/>, as a position in the list that the table was made from.</summary>
    public int Find(ulong key) => _slots[key % (ulong)_slots.Length];

    /// <summary>How many slots each of <paramref name="members"/> members has.</summary>
    public int[] Shares(int members)
    {
        var shares = new int[members];
        foreach (var member in _slots)
        {
            shares[member]++;
        }

        return shares;
    }

    /// <summary>
    /// The table of members that have these names and weights (at least one above 0); <paramref name="size"/> is a
    /// prime, 0 chooses it.
    /// </summary>
    public static MaglevTable Of(
        IReadOnlyList<string> names,
        IReadOnlyList<int> weights,
        int size = 0
    )
    {
        size =
            size > 0 ? size
            : Sizes.FirstOrDefault(one => one >= (long)names.Count * SlotsPerMember)
                is > 0
                    and var fit
                ? fit
            : Sizes[^1];
        var slots = new int[size];
        Array.Fill(slots, Free);
        var orders = names.Select(name => SlotOrder.Of(name, size)).ToArray();
        var heaviest = weights.Max();
        var due = new long[names.Count];
        var taken = 0;
        for (var round = 1L; ; round++)
        {
            for (var member = 0; member < orders.Length; member++)
            {
                // The heaviest takes a slot in each round, one of half its weight in every second.
                if (weights[member] == 0 || round * weights[member] < due[member] + heaviest)
                {
                    continue;
                }

                due[member] += heaviest;
                int slot;
                do
                {
                    slot = orders[member].Next();
                } while (slots[slot] != Free);

                slots[slot] = member;
                if (++taken == size)
                {
                    return new(slots);
                }
            }
        }
    }

    /// <summary>The slots in the order in which one member wants them: an offset and a step, coprime with the prime size.</summary>
    private struct SlotOrder(long offset, long step, int size)
    {
        private const int StepSeed = 1;

        private long _next = offset;

        public static SlotOrder Of(string name, int size)
        {
            var bytes = Encoding.UTF8.GetBytes(name);
            return new(
                (long)(XxHash64.HashToUInt64(bytes) % (ulong)size),
                (long)(XxHash64.HashToUInt64(bytes, StepSeed) % (ulong)(size - 1)) + 1,
                size
            );
        }

        public int Next()
        {
            var slot = _next;
            _next = (_next + step) % size;
            return (int)slot;
        }
    }
}
