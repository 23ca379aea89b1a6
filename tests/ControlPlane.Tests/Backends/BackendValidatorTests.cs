using LbPlatform.ControlPlane.Addresses;
using LbPlatform.ControlPlane.Backends;
using LbPlatform.ControlPlane.Http;
using LbPlatform.ControlPlane.Probes;
using LbPlatform.State.Addresses;
using LbPlatform.State.Snapshots;

namespace LbPlatform.ControlPlane.Tests.Backends;

public sealed class BackendValidatorTests
{
    private static readonly Surroundings Nowhere = new(
        new([], new LocalMachine(new HashSet<string>(), new HashSet<System.Net.IPAddress>())),
        ResolvedHosts.None
    );

    private static readonly ConfigurationSnapshot Current = Some.Snapshot(
        Some.Backend("one"),
        Some.Backend("two") with
        {
            Probe = new() { Timeout = TimeSpan.FromSeconds(8) },
        }
    );

    public static TheoryData<string, object, string> Cases =>
        new()
        {
            {
                "enough",
                new BackendRequest() { Url = "http://a" },
                ""
            },
            {
                "pool by name",
                new BackendRequest() { Url = "http://a", Pool = "default" },
                ""
            },
            {
                "pool by id",
                new BackendRequest() { Url = "http://a", Pool = Some.Pool().Id },
                ""
            },
            { "no url", new BackendRequest(), "/url required" },
            {
                "relative url",
                new BackendRequest() { Url = "a:1" },
                "/url bad_url"
            },
            {
                "ftp",
                new BackendRequest() { Url = "ftp://a" },
                "/url bad_url"
            },
            {
                "query",
                new BackendRequest() { Url = "http://a?b" },
                "/url bad_url"
            },
            {
                "twin",
                new BackendRequest() { Url = "http://ONE.test:80" },
                "/url exists"
            },
            {
                "namesake",
                new BackendRequest() { Url = "http://a", Name = "one" },
                "/name exists"
            },
            {
                "both",
                new BackendRequest() { Url = "http://one.test", Name = "two" },
                "/name exists,/url exists"
            },
            {
                "upper case",
                new BackendRequest() { Url = "http://a", Name = "A" },
                "/name bad_name"
            },
            {
                "empty name",
                new BackendRequest() { Url = "http://a", Name = "" },
                "/name bad_name"
            },
            {
                "long name",
                new BackendRequest() { Url = "http://a", Name = new('a', 64) },
                "/name bad_name"
            },
            {
                "an id as name",
                new BackendRequest() { Url = "http://a", Name = new('a', 32) },
                "/name bad_name"
            },
            {
                "unknown pool",
                new BackendRequest() { Url = "http://a", Pool = "x" },
                "/pool unknown_pool"
            },
            {
                "state",
                new BackendRequest() { Url = "http://a", AdministrativeState = "draining" },
                ""
            },
            {
                "state in upper case",
                new BackendRequest() { Url = "http://a", AdministrativeState = "Draining" },
                "/administrativeState bad_value"
            },
            {
                "weight and tier at their bounds",
                new BackendRequest()
                {
                    Url = "http://a",
                    Weight = 0,
                    Tier = 9,
                },
                ""
            },
            {
                "weight and tier above",
                new BackendRequest()
                {
                    Url = "http://a",
                    Weight = 1_001,
                    Tier = 10,
                },
                "/tier bad_value,/weight bad_value"
            },
            {
                "weight and tier below",
                new BackendRequest()
                {
                    Url = "http://a",
                    Weight = -1,
                    Tier = -1,
                },
                "/tier bad_value,/weight bad_value"
            },
            {
                "zone",
                new BackendRequest() { Url = "http://a", Zone = "eu-west-1a" },
                ""
            },
            {
                "zone in upper case",
                new BackendRequest() { Url = "http://a", Zone = "A" },
                "/zone bad_value"
            },
            {
                "zone of no characters",
                new BackendRequest() { Url = "http://a", Zone = "" },
                "/zone bad_value"
            },
            {
                "zone too long",
                new BackendRequest() { Url = "http://a", Zone = new string('z', 64) },
                "/zone bad_value"
            },
            { "interval at its bound", Probed(new() { Interval = "1h" }), "" },
            { "interval above", Probed(new() { Interval = "61m" }), "/probe/interval bad_probe" },
            { "timeout below", Probed(new() { Timeout = "99ms" }), "/probe/timeout bad_probe" },
            { "timeout equal", Probed(new() { Timeout = "10s" }), "" },
            {
                "timeout above the inherited interval",
                Probed(new() { Timeout = "10001ms" }),
                "/probe/timeout bad_probe"
            },
            {
                "interval below the inherited timeout",
                Probed(new() { Interval = "1s" }),
                "/probe/timeout bad_probe"
            },
            { "both short", Probed(new() { Interval = "100ms", Timeout = "100ms" }), "" },
            { "no unit", Probed(new() { FastInterval = "2" }), "/probe/fastInterval bad_probe" },
            { "path", Probed(new() { Path = "/a?b=%20" }), "" },
            { "path without slash", Probed(new() { Path = "a" }), "/probe/path bad_probe" },
            { "path with space", Probed(new() { Path = "/a b" }), "/probe/path bad_probe" },
            {
                "path with a line break",
                Probed(new() { Path = "/a\r\nX: y" }),
                "/probe/path bad_probe"
            },
            { "status", Probed(new() { ExpectedStatus = "200, 300-302" }), "" },
            {
                "status reversed",
                Probed(new() { ExpectedStatus = "300-200" }),
                "/probe/expectedStatus bad_probe"
            },
            { "threshold at its bound", Probed(new() { HealthyThreshold = 100 }), "" },
            {
                "threshold above",
                Probed(new() { UnhealthyThreshold = 101 }),
                "/probe/unhealthyThreshold bad_probe"
            },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_Case_NamesWhatIsWrong(string what, object request, string errors)
    {
        var found = new List<FieldError>();

        var backend = BackendValidator.Read(
            (BackendRequest)request,
            null,
            "new",
            Current,
            Nowhere,
            found
        );

        var named = found.Select(static error => $"{error.Pointer} {error.Kind.Code}").Order();
        Assert.True(errors == string.Join(',', named), $"{what}: {string.Join(',', named)}");
        Assert.All(found, static error => Assert.Matches("[.?]$", error.Message));
        Assert.True(errors.Length > 0 || backend is not null);
    }

    [Fact]
    public void Read_Replacement_MayKeepItsOwnNameAndUrl()
    {
        var former = Current.Backends.Find("one")!;
        var found = new List<FieldError>();

        var backend = BackendValidator.Read(
            new() { Url = former.Url.Text, Name = former.Name },
            former,
            "new",
            Current,
            Nowhere,
            found
        );

        Assert.Empty(found);
        Assert.Equal(former.Id, backend!.Id);
    }

    private static BackendRequest Probed(ProbeRequest probe) =>
        new() { Url = "http://a", Probe = probe };
}
