using System.Net;
using LbPlatform.State.Addresses;

namespace LbPlatform.State.Tests.Addresses;

public sealed class AdmissionWatchTests
{
    private static readonly AdmittedAddresses Whole = new([IPAddress.Loopback], null);
    private static readonly AdmittedAddresses Partial = new([IPAddress.Loopback], "why");
    private static readonly AdmittedAddresses None = new([], "why");

    private readonly ManualTimeProvider _time = new();
    private readonly AdmissionWatch _watch;

    public AdmissionWatchTests() => _watch = new(_time);

    [Fact]
    public void Note_NothingEverRefused_IsNoNews()
    {
        Assert.Null(_watch.Note("a", Whole));
        Assert.Null(_watch.Note("a", Whole));
    }

    [Fact]
    public void Note_Change_IsSaidOnce()
    {
        Assert.Null(_watch.Note("a", Whole));
        Assert.Equal(Admission.None, _watch.Note("a", None));
        for (var n = 0; n < 100; n++)
        {
            _time.Advance(AdmissionWatch.Interval);
            Assert.Null(_watch.Note("A", None with { Refusal = $"{n}" }));
        }

        Assert.Equal(Admission.Partial, _watch.Note("a", Partial));
        _time.Advance(AdmissionWatch.Interval);
        Assert.Equal(Admission.Whole, _watch.Note("a", Whole));
        Assert.Null(_watch.Note("a", Whole));
    }

    [Fact]
    public void Note_NameServerThatWavers_IsSaidOnceAnInterval_AndTheLastWordIsTrue()
    {
        Assert.Equal(Admission.None, _watch.Note("a", None));
        for (var n = 0; n < 100; n++)
        {
            Assert.Null(_watch.Note("a", n % 2 == 0 ? Whole : None));
        }

        _time.Advance(AdmissionWatch.Interval);
        Assert.Equal(Admission.Whole, _watch.Note("a", Whole));
        Assert.Null(_watch.Note("a", None));
    }

    [Fact]
    public void Note_Hosts_AreToldApart()
    {
        Assert.Equal(Admission.None, _watch.Note("a", None));
        Assert.Equal(Admission.None, _watch.Note("b", None));
    }

    [Fact]
    public void Note_TooManyHosts_AreForgotten_NotKept()
    {
        for (var n = 0; n < AdmissionWatch.MostHosts; n++)
        {
            Assert.Equal(Admission.None, _watch.Note($"{n}", None));
        }

        Assert.Null(_watch.Note("0", None));
        Assert.Equal(Admission.None, _watch.Note("one more", None));
        Assert.Equal(Admission.None, _watch.Note("0", None));
    }
}
