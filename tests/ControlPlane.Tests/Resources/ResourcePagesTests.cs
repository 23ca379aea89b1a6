using FsCheck;
using FsCheck.Fluent;
using LbPlatform.ControlPlane.Http;
using LbPlatform.ControlPlane.Resources;
using LbPlatform.State;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.ControlPlane.Tests.Resources;

/// <summary>Lists: pages, filters, and what is refused of a query.</summary>
public sealed class ResourcePagesTests : ApiTests
{
    /// <summary>
    /// However pages are cut, and whatever is added or removed between them: who stays is seen once, in order.
    /// </summary>
    [Fact]
    public void Pages_WhileBackendsComeAndGo_VisitEveryOneThatStaysOnce() =>
        Prop.ForAll(
                Gen.Choose(1, 5).ArrayOf(8).ToArbitrary(),
                Gen.Choose(0, 12).ArrayOf(8).ToArbitrary(),
                static (limits, removals) => Visit(limits, removals)
            )
            .QuickCheckThrowOnFailure();

    private static bool Visit(int[] limits, int[] removals)
    {
        // Pairs of the same revision: there the name decides.
        var backends = Enumerable
            .Range(0, 24)
            .Select(n => Made($"{(n % 2 == 0 ? "stays" : "goes")}{n:00}", n / 2))
            .ToList();
        var stays = backends
            .Where(static b => b.Name[0] == 's')
            .Select(static b => b.Name)
            .ToList();
        var seen = new List<string>();
        var request = new DefaultHttpContext().Request;
        // Each page has an entry, and there are never more than these.
        for (var round = 0; round <= 24 + 10; round++)
        {
            var query = new QueryReader(request.Query, []);
            var (items, next) = ResourcePages.Take(
                ResourceSet<Backend>.Of(backends).InOrder,
                PageRequest.Read(query) with
                {
                    Limit = limits[round % limits.Length],
                },
                request
            );
            seen.AddRange(items.Select(static b => b.Name));
            if (next is null)
            {
                var kept = seen.Where(static name => name[0] == 's');
                return stays.SequenceEqual(kept) && seen.Distinct().Count() == seen.Count;
            }

            request.QueryString = new QueryString(
                next[next.IndexOf('?', StringComparison.Ordinal)..]
            );
            backends.RemoveAll(b =>
                b.Name == $"goes{removals[round % removals.Length] * 2 + 1:00}"
            );
            if (round < 10)
            {
                backends.Add(Made($"new{round}", 100 + round));
            }
        }

        return false;

        static Backend Made(string name, int revision) =>
            Some.Backend(name) with
            {
                CreatedRevision = new Revision(revision + 1),
            };
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(500)]
    public async Task Pages_OverHttp_VisitAll(int limit)
    {
        for (var n = 0; n < 9; n++)
        {
            await Api.AddAsync($"b{n}");
        }

        var seen = new List<string>();
        var rounds = 0;
        for (var next = $"/backends?limit={limit}"; next is not null; )
        {
            Assert.True(++rounds <= 10, $"the pages do not end: {next}");
            var page = await Api.GetAsync(next);
            seen.AddRange(page.Names);
            next = page.Next;
        }

        Assert.Equal(Enumerable.Range(0, 9).Select(static n => $"b{n}"), seen);
    }

    [Fact]
    public async Task Pages_BackendRenamedBetweenThem_IsSeenOnce()
    {
        await Api.AddAsync("b1");
        await Api.AddAsync("b2");
        var first = await Api.GetAsync("/backends?limit=1");
        await Api.SendAsync("PATCH", "/backends/b1", """{"name":"z"}""");

        var second = await Api.GetAsync(first.Next!);

        Assert.Equal(["b1"], first.Names);
        Assert.Equal(["b2"], second.Names);
    }

    [Theory]
    [InlineData("pool=default", "one,two")]
    [InlineData("administrativeState=draining", "two")]
    [InlineData("administrativeState=enabled", "one")]
    [InlineData("tier=1", "two")]
    [InlineData("tier=9", "")]
    [InlineData("zone=a", "two")]
    [InlineData("zone=b", "")]
    [InlineData("health=unknown", "one,two")]
    [InlineData("health=healthy", "")]
    [InlineData("q=TWO", "two")]
    [InlineData("q=.test", "one,two")]
    [InlineData("q=o&administrativeState=draining&limit=1", "two")]
    public async Task Filters_Narrow(string query, string names)
    {
        await Api.AddAsync("one");
        await Api.AddAsync("two", ""","administrativeState":"draining","tier":1,"zone":"a" """);

        var page = await Api.GetAsync($"/backends?{query}");

        Assert.Equal(names, string.Join(',', page.Names));
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task Next_KeepsFiltersAndLimit()
    {
        await Api.AddAsync("one");
        await Api.AddAsync("other");
        await Api.AddAsync("ones");

        var first = await Api.GetAsync("/backends?q=one&limit=1");
        var second = await Api.GetAsync(first.Next!);

        Assert.Equal(["one"], first.Names);
        Assert.Equal(["ones"], second.Names);
        Assert.Null(second.Next);
    }

    [Theory]
    [InlineData("/backends?limit=0", "limit bad_query")]
    [InlineData("/backends?limit=501", "limit bad_query")]
    [InlineData("/backends?limit=x", "limit bad_query")]
    [InlineData("/backends?cursor=x", "cursor bad_query")]
    [InlineData("/backends?cursor=%ff", "cursor bad_query")]
    [InlineData("/backends?pool=nope", "pool bad_query")]
    [InlineData("/backends?tier=10", "tier bad_query")]
    [InlineData("/backends?zone=A", "zone bad_query")]
    [InlineData("/pools?pool=default", "pool bad_query")]
    [InlineData("/backends?health=ill", "health bad_query")]
    [InlineData("/backends?administrativeState=on", "administrativeState bad_query")]
    [InlineData("/backends?nope=1", "nope bad_query")]
    [InlineData("/backends?q=a&q=b", "q bad_query")]
    [InlineData("/revisions?cursor=!", "cursor bad_query")]
    [InlineData("/health?status=bad", "status bad_query")]
    public async Task Query_NotUnderstood_IsRefused(string path, string error)
    {
        var refused = await Api.GetAsync(path);

        Assert.Equal((400, "bad_query"), (refused.Status, refused.Code));
        Assert.Equal([error], refused.Errors);
    }
}
