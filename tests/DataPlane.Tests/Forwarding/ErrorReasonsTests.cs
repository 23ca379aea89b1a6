using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Tests.Forwarding;

public sealed class ErrorReasonsTests
{
    [Fact]
    public void Reasons_All_HaveAWordOfTheirOwnAStatusAndATitle()
    {
        var reasons = Enum.GetValues<ErrorReason>();

        Assert.Equal(reasons.Length, reasons.Select(ErrorReasons.Word).Distinct().Count());
        Assert.All(reasons, static reason => Assert.InRange(reason.Status(), 400, 599));
        Assert.All(reasons, static reason => Assert.NotEmpty(reason.Title()));
    }
}
