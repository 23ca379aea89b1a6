using LbPlatform.DataPlane.Listeners.Tls;
using LbPlatform.DataPlane.Tests.Support;

namespace LbPlatform.DataPlane.Tests.Listeners.Tls;

public sealed class CertificateSetTests : IDisposable
{
    private readonly TestCertificates _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("a.test", "a")]
    [InlineData("A.Test", "a")]
    [InlineData("a.test.", "a")]
    [InlineData("x.wild.test", "wild")]
    [InlineData("exact.wild.test", "exact")]
    [InlineData("x.y.wild.test", "a")]
    [InlineData("wild.test", "a")]
    [InlineData("other.test", "a")]
    [InlineData("", "a")]
    [InlineData(null, "a")]
    [InlineData(".", "a")]
    public void Find_ServerName_IsExactThenWildcardThenDefault(string? name, string expected)
    {
        var set = new CertificateSet([
            Load("a", 30, "a.test"),
            Load("wild", 30, "*.wild.test"),
            Load("exact", 30, "exact.wild.test"),
        ]);

        Assert.Equal(expected, set.Find(name)!.Source.Name);
    }

    [Fact]
    public void Find_TwoForOneName_IsTheOneThatLastsLonger()
    {
        var set = new CertificateSet([Load("old", 5, "a.test"), Load("new", 50, "a.test")]);

        Assert.Equal("new", set.Find("a.test")!.Source.Name);
    }

    [Fact]
    public void Find_None_IsNull() => Assert.Null(new CertificateSet([]).Find("a.test"));

    private LoadedCertificate Load(string file, int days, params string[] names) =>
        new(new CertificateSource($"/{file}.crt"), _files.Server(days, names), []);
}
