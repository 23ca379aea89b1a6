using LbPlatform.ControlPlane.Http;

namespace LbPlatform.ControlPlane.Tests.Http;

public sealed class NearestNamesTests
{
    [Theory]
    [InlineData("nmae", "name")]
    [InlineData("Name", "name")]
    [InlineData("intervall", "interval")]
    [InlineData("colour", "")]
    [InlineData("b", "b1,b2,b3")]
    public void Of_Wanted_AreTheNearest(string wanted, string nearest) =>
        Assert.Equal(
            nearest,
            string.Join(
                ',',
                NearestNames.Of(wanted, ["name", "interval", "url", "b3", "b2", "b1", "b4"])
            )
        );

    /// <summary>Against the definition: the whole table, without bound or band.</summary>
    [Fact]
    public void Of_AnyNames_AreThoseOfTheWholeTable()
    {
        // A small alphabet and short names, so that many are near.
        var random = new Random(7);
        string Any() => new(random.GetItems<char>("abB-", random.Next(13)));
        for (var round = 0; round < 3000; round++)
        {
            var wanted = Any();
            string[] known = [.. Enumerable.Range(0, 8).Select(_ => Any()).Distinct()];
            var bound = Math.Clamp(wanted.Length / 3, 1, 3);

            var expected = known
                .Select(name => (Distance: Whole(wanted, name), Name: name))
                .Where(near => near.Distance <= bound)
                .OrderBy(static near => near.Distance)
                .ThenBy(static near => near.Name, StringComparer.Ordinal)
                .Take(3)
                .Select(static near => near.Name);

            Assert.Equal(expected, NearestNames.Of(wanted, known));
        }
    }

    private static int Whole(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                var replaced = table[i - 1, j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1);
                table[i, j] = Math.Min(replaced, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (
                    i > 1
                    && j > 1
                    && Same(left[i - 1], right[j - 2])
                    && Same(left[i - 2], right[j - 1])
                )
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[left.Length, right.Length];
    }

    private static bool Same(char left, char right) =>
        char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
