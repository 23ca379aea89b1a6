using LbPlatform.DataPlane.Forwarding;

namespace LbPlatform.DataPlane.Tests.Forwarding;

public sealed class TurnTests
{
    [Fact]
    public void Turn_EndsAtItsBound_AndTheNextBegins()
    {
        var turn = default(Turn);

        Assert.False(turn.Ends(Turn.MaxBytes - 1));
        Assert.True(turn.Ends(1));
        Assert.False(turn.Ends(Turn.MaxBytes - 1));
        Assert.True(turn.Ends(int.MaxValue - Turn.MaxBytes));
        Assert.False(turn.Ends(0));
    }
}
