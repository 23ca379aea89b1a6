using FsCheck;
using FsCheck.Fluent;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;

namespace LbPlatform.State.Tests.Snapshots;

public sealed class ResourceSetTests
{
    [Fact]
    public void InOrder_Members_StandByAgeThenName()
    {
        var set = ResourceSet<Backend>.Of([
            Some.Backend("z") with
            {
                CreatedRevision = new(2),
            },
            Some.Backend("b") with
            {
                CreatedRevision = new(3),
            },
            Some.Backend("a") with
            {
                CreatedRevision = new(3),
            },
        ]);

        Assert.Equal(["z", "a", "b"], set.Select(static b => b.Name));
    }

    [Fact]
    public void Put_Renamed_IsFoundByItsNewNameOnly()
    {
        var old = Some.Backend("old");
        var set = ResourceSet<Backend>.Of([old]).Put(old with { Name = "new" });

        Assert.Null(set.Find("old"));
        Assert.Equal(old.Id, set.Find("new")?.Id);
        Assert.Equal("new", set.Find(old.Id)?.Name);
    }

    [Fact]
    public void Put_NameOfAnother_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() =>
            ResourceSet<Backend>.Of([Some.Backend("a")]).Put(Some.Backend("b") with { Name = "a" })
        );

    [Fact]
    public void PutAndRemove_AnySequence_LeavesWhatADictionaryWould() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<(bool IsPut, byte Name)[]>(),
                static steps =>
                {
                    var set = ResourceSet<Backend>.Empty;
                    var model = new Dictionary<string, Backend>(StringComparer.Ordinal);
                    foreach (var (isPut, number) in steps)
                    {
                        var backend = Some.Backend($"b{number % 8}");
                        set = isPut ? set.Put(backend) : set.Remove(backend);
                        if (isPut)
                        {
                            model[backend.Name] = backend;
                        }
                        else
                        {
                            model.Remove(backend.Name);
                        }
                    }

                    return set.Count == model.Count
                        && set.All(b => model[b.Name] == b && set.Find(b.Name) == b);
                }
            )
            .QuickCheckThrowOnFailure();

    /// <summary>The order is carried on from change to change, and must be what sorting anew would give.</summary>
    [Fact]
    public void InOrder_AfterAnySequence_IsThatOfASetMadeAnew() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<(byte Step, byte Member)[]>(),
                static steps =>
                {
                    var set = ResourceSet<Backend>.Empty;
                    return steps.All(step =>
                    {
                        set = Change(set, step.Step, step.Member % 8);
                        return set.InOrder.SequenceEqual(ResourceSet<Backend>.Of(set).InOrder);
                    });
                }
            )
            .QuickCheckThrowOnFailure();

    /// <summary>Puts one of few members of three ages, or renames it, or takes it out.</summary>
    private static ResourceSet<Backend> Change(ResourceSet<Backend> set, int step, int number)
    {
        var backend = Some.Backend($"b{number}") with { CreatedRevision = new(number % 3 + 1) };
        return (step % 3) switch
        {
            0 => set.Put(backend),
            1 => set.Put(backend with { Name = $"a{number}" }),
            _ when set.Find(backend.Id) is { } there => set.Remove(there),
            _ => set,
        };
    }
}
