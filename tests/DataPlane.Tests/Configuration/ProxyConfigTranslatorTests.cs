using System.Net;
using FsCheck;
using FsCheck.Fluent;
using LbPlatform.DataPlane.Configuration;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.State.Model;
using LbPlatform.State.Snapshots;
using LbPlatform.State.Store.Configuration;

namespace LbPlatform.DataPlane.Tests.Configuration;

public sealed class ProxyConfigTranslatorTests
{
    private static readonly DataPlaneOptions Options = new()
    {
        ActivityTimeout = TimeSpan.FromSeconds(7),
    };

    [Fact]
    public void Translate_Http2Pool_IsSpokenToInNothingElse()
    {
        var transport = new BackendTransport { Protocol = BackendProtocol.Http2 };
        var snapshot = Some.Snapshot(Some.Backend("a")) with
        {
            Pools = ResourceSet<Pool>.Of([Some.Pool() with { Transport = transport }]),
        };

        var cluster = ProxyConfigTranslator.Translate(snapshot, new()).Clusters.Single();

        Assert.Equal(HttpVersion.Version20, cluster.HttpRequest!.Version);
        Assert.Equal(HttpVersionPolicy.RequestVersionExact, cluster.HttpRequest.VersionPolicy);
        Assert.Equal(transport, ConnectionRules.Read(cluster.Metadata).Transport);
    }

    [Fact]
    public void Translate_Pool_IsAClusterOfAllItsBackends()
    {
        var snapshot = Some.Snapshot(
            Some.Backend("a", url: "http://one:81/base"),
            Some.Backend("b") with
            {
                AdministrativeState = AdministrativeState.Disabled,
            },
            Some.Backend("c") with
            {
                AdministrativeState = AdministrativeState.Draining,
            }
        );

        var cluster = Assert.Single(ProxyConfigTranslator.Translate(snapshot, Options).Clusters);

        Assert.Equal(Some.Pool().Id, cluster.ClusterId);
        Assert.Equal(3, cluster.Destinations!.Count);
        Assert.Equal(
            "http://one:81/base",
            cluster.Destinations[$"{Some.Backend("a").Id}@http://one:81/base"].Address
        );
        Assert.Equal(TimeSpan.FromSeconds(7), cluster.HttpRequest!.ActivityTimeout);
        Assert.Null(cluster.Metadata);
        Assert.Null(cluster.HealthCheck);
        Assert.Null(cluster.LoadBalancingPolicy);
    }

    [Fact]
    public void Translate_AnotherUrl_IsAnotherDestination()
    {
        var keys = new[] { "http://one", "http://two" }.Select(url =>
            ProxyConfigTranslator
                .Translate(Some.Snapshot(Some.Backend("a", url: url)), Options)
                .Clusters[0]
                .Destinations!.Keys.Single()
        );

        Assert.Equal(2, keys.Distinct().Count());
    }

    [Fact]
    public void Translate_RowThatTheStoreCouldNotRead_IsQuarantined()
    {
        var snapshot = Some.Snapshot(Some.Backend("a")) with
        {
            Unreadable = [new(ResourceKind.Backend, "id", "b", "'x' is no URL.", "{}")],
        };

        var translation = ProxyConfigTranslator.Translate(snapshot, Options);

        Assert.Equal(
            "backend b: 'x' is no URL.",
            Assert.Single(translation.Quarantined).ToString()
        );
        Assert.Single(Assert.Single(translation.Clusters).Destinations!);
    }

    [Fact]
    public void Translate_BackendOfNoPool_IsQuarantinedAlone()
    {
        var translation = ProxyConfigTranslator.Translate(
            Some.Snapshot(Some.Backend("good"), Some.Backend("bad", "nowhere")),
            Options
        );

        Assert.Equal(
            ["backend bad: its pool does not exist; move it to another"],
            translation.Quarantined.Select(static row => row.ToString())
        );
        Assert.Equal(["good"], translation.Usable.Backends.Select(static b => b.Name));
        Assert.Single(translation.Clusters[0].Destinations!);
    }

    [Fact]
    public void Translate_NothingButRoutesChanged_KeepsTheClusters()
    {
        var snapshot = Some.Snapshot(Some.Backend("a"), Some.Backend("lost", "nowhere"));
        var former = ProxyConfigTranslator.Translate(snapshot, Options);
        var routes = snapshot with
        {
            Revision = new(2),
            Routes = ResourceSet<Route>.Of([Some.Route("other")]),
        };

        var translation = ProxyConfigTranslator.Translate(routes, Options, former);
        var changed = ProxyConfigTranslator.Translate(
            routes with
            {
                Backends = routes.Backends.Put(Some.Backend("a") with { Revision = new(3) }),
            },
            Options,
            former
        );

        Assert.True(translation.HasClustersOf(former));
        Assert.Equal(new(2), translation.Usable.Revision);
        Assert.Equal(["a"], translation.Usable.Backends.Select(static b => b.Name));
        Assert.Equal<IEnumerable<QuarantinedRow>>(former.Quarantined, translation.Quarantined);
        Assert.False(changed.HasClustersOf(former));
        Assert.False(
            ProxyConfigTranslator
                .Translate(routes with { Settings = new() { Revision = new(2) } }, Options, former)
                .HasClustersOf(former)
        );
    }

    [Fact]
    public void Translate_AnySnapshot_NeverThrowsAndLosesNothingSilently()
    {
        var pools = new[] { "default", "other", "nowhere" };
        var seeds = Gen.Choose(0, 1_000_000).ArrayOf();
        Prop.ForAll(
                seeds.ToArbitrary(),
                numbers =>
                {
                    var snapshot = Some.Snapshot([
                        .. numbers.Select(
                            (n, at) => Some.Backend($"b{at}", pools[n % 3], $"http://h{n % 5}")
                        ),
                    ]) with
                    {
                        Pools = ResourceSet<Pool>.Of([Some.Pool(), Some.Pool("other")]),
                    };

                    var translation = ProxyConfigTranslator.Translate(snapshot, Options);

                    Assert.Equal(
                        snapshot.Backends.Count,
                        translation.Clusters.Sum(static c => c.Destinations!.Count)
                            + translation.Quarantined.Length
                    );
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
