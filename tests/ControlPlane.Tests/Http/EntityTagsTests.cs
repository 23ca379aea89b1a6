using LbPlatform.ControlPlane.Http;
using LbPlatform.State;

namespace LbPlatform.ControlPlane.Tests.Http;

public sealed class EntityTagsTests
{
    [Theory]
    [InlineData("\"r17\"", true)]
    [InlineData("\"r17-4b0c6f1f2a9d\"", true)]
    [InlineData("\"r17-ffffffffffff\"", true)]
    [InlineData("\"r1\", \"r17\"", true)]
    [InlineData("*", true)]
    [InlineData("W/\"r17\"", false)]
    [InlineData("W/\"r17-4b0c6f1f2a9d\"", false)]
    [InlineData("\"r1\"", false)]
    [InlineData("\"r178\"", false)]
    [InlineData("\"r178-4b0c6f1f2a9d\"", false)]
    [InlineData("\"r17-\"", false)]
    [InlineData("\"r17-x", false)]
    [InlineData("\"r17-x\"y\"", false)]
    [InlineData("r17", false)]
    [InlineData("", false)]
    public void Expects_ComparesTheRevisionStrongly(string header, bool holds) =>
        Assert.Equal(holds, EntityTags.Expects(header, new Revision(17)));

    [Theory]
    [InlineData("\"r17-ab\"", true)]
    [InlineData("W/\"r17-ab\"", true)]
    [InlineData("\"x\",\"r17-ab\"", true)]
    [InlineData("*", true)]
    [InlineData("\"r17\"", false)]
    [InlineData("\"r17-ac\"", false)]
    [InlineData("", false)]
    public void Knows_ComparesAllWeakly(string header, bool holds) =>
        Assert.Equal(holds, EntityTags.Knows(header, "\"r17-ab\""));

    [Fact]
    public void Of_OtherBytesOrRevision_IsAnotherTag()
    {
        var tag = EntityTags.Of(new Revision(17), "a"u8);

        Assert.Equal(tag, EntityTags.Of(new Revision(17), "a"u8));
        Assert.NotEqual(tag, EntityTags.Of(new Revision(17), "b"u8));
        Assert.NotEqual(tag, EntityTags.Of(new Revision(18), "a"u8));
    }
}
