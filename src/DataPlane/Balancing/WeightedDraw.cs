using System.Collections.Immutable;
using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Balancing;

/// <summary>
/// Draws a backend with the probability of its weight, in constant time: Walker's alias method (ACM TOMS 3(3), 1977),
/// with Vose's way of building the table.
/// </summary>
internal sealed class WeightedDraw
{
    /// <summary>Draws that are made before an untried backend is looked for in order.</summary>
    public const int MostRedraws = 4;

    private readonly ImmutableArray<BackendState> _members;
    private readonly double[] _keep;
    private readonly int[] _alias;
    private readonly Random _random;

    /// <summary>A draw from <paramref name="members"/>, each of which has weight.</summary>
    public WeightedDraw(ImmutableArray<BackendState> members, Random random)
    {
        _random = random;
        _members = members;
        _keep = new double[_members.Length];
        _alias = new int[_members.Length];
        Fill();
    }

    /// <summary>One that this request has not tried; <c>null</c> where there is none.</summary>
    public BackendState? Draw(in PickRequest request)
    {
        if (_members.IsEmpty)
        {
            return null;
        }

        for (var draw = 0; draw <= MostRedraws; draw++)
        {
            var backend = Draw();
            if (!request.HasTried(backend))
            {
                return backend;
            }
        }

        return FirstUntried(request);
    }

    /// <summary>Two different ones that this request has not tried, as far as there are two.</summary>
    public (BackendState? First, BackendState? Second) DrawTwo(in PickRequest request)
    {
        var first = Draw(request);
        if (first is null || _members.Length == 1)
        {
            return (first, null);
        }

        for (var draw = 0; draw <= MostRedraws; draw++)
        {
            var second = Draw();
            if (!ReferenceEquals(first, second) && !request.HasTried(second))
            {
                return (first, second);
            }
        }

        return (first, FirstUntried(request, first));
    }

    private BackendState Draw()
    {
        var scaled = _random.NextDouble() * _members.Length;
        var slot = (int)scaled;
        return _members[scaled - slot < _keep[slot] ? slot : _alias[slot]];
    }

    private BackendState? FirstUntried(in PickRequest request, BackendState? but = null)
    {
        var start = _random.Next(_members.Length);
        for (var step = 0; step < _members.Length; step++)
        {
            var backend = _members[(start + step) % _members.Length];
            if (!ReferenceEquals(backend, but) && !request.HasTried(backend))
            {
                return backend;
            }
        }

        return null;
    }

    private void Fill()
    {
        var sum = _members.Sum(static member => (double)member.Share);
        var shares = _members.Select(member => member.Share * _members.Length / sum).ToArray();
        var small = new Stack<int>(Enumerable.Range(0, shares.Length).Where(at => shares[at] < 1));
        var large = new Stack<int>(Enumerable.Range(0, shares.Length).Where(at => shares[at] >= 1));
        while (small.Count > 0 && large.Count > 0)
        {
            var (less, more) = (small.Pop(), large.Pop());
            _keep[less] = shares[less];
            _alias[less] = more;
            shares[more] -= 1 - shares[less];
            (shares[more] < 1 ? small : large).Push(more);
        }

        foreach (var rest in small.Concat(large))
        {
            _keep[rest] = 1;
        }
    }
}
