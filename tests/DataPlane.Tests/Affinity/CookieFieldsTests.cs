using LbPlatform.DataPlane.Affinity;
using Microsoft.Extensions.Primitives;

namespace LbPlatform.DataPlane.Tests.Affinity;

public sealed class CookieFieldsTests
{
    [Theory]
    [InlineData("lb=1", "1")]
    [InlineData("a=b; lb=1; c=d", "1")]
    [InlineData("lb=1;lb=2", "1 2")]
    [InlineData("lb=", "")]
    [InlineData("xlb=1; lbx=2; LB=3; lb", null)]
    [InlineData("lb=a=b", "a=b")]
    [InlineData(";;; lb=1 ;", "1")]
    [InlineData("", null)]
    public void Find_OneField_ItsValues(string field, string? expected)
    {
        List<string> found = [];
        var values = CookieFields.Find(field, "lb");
        while (values.MoveNext())
        {
            found.Add(values.Current.ToString());
        }

        Assert.Equal(expected, found.Count == 0 ? null : string.Join(' ', found));
    }

    [Theory]
    [InlineData("lb=1", "")]
    [InlineData("a=b; lb=1; c=d", "a=b; c=d")]
    [InlineData("lb=1; a=\"x y\"", "a=\"x y\"")]
    [InlineData("a=b;  c=d", "a=b;  c=d")]
    public void Without_OneField_TheOthersAsTheyWere(string field, string expected) =>
        Assert.Equal(expected, CookieFields.Without(field, "lb").ToString());

    /// <summary>HTTP/2 may send each cookie as a field of its own (RFC 9113, 8.2.3).</summary>
    [Fact]
    public void Without_SeveralFields_OursGoes() =>
        Assert.Equal(
            new StringValues(["a=b", "c=d"]),
            CookieFields.Without(new StringValues(["a=b", "lb=1", "c=d"]), "lb")
        );
}
