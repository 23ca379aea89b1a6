using LbPlatform.DataPlane.Capacity;
using LbPlatform.DataPlane.Tests.Balancing;

namespace LbPlatform.DataPlane.Tests.Capacity;

public sealed class SpareRoomTests
{
    [Fact]
    public void Enter_SomeHaveRoom_IsTheLeastBusyThatWasNotTried()
    {
        var eligible = Members.Of(1, 1, 1, 1);
        Fill(eligible.All[0], 3);
        Fill(eligible.All[1], 2);
        Fill(eligible.All[2], 1);

        Assert.Same(eligible.All[2], SpareRoom.Enter(eligible, new([eligible.All[3]]), most: 3));
        Assert.Equal(2, eligible.All[2].InFlight);
    }

    [Fact]
    public void Enter_AllAreFull_IsNone()
    {
        var eligible = Members.Of(1, 1);
        Fill(eligible.All[0], 1);
        Fill(eligible.All[1], 1);

        Assert.Null(SpareRoom.Enter(eligible, default, most: 1));
        Assert.All(eligible.All, static backend => Assert.Equal(1, backend.InFlight));
    }

    private static void Fill(DataPlane.Eligibility.BackendState backend, int requests)
    {
        for (var n = 0; n < requests; n++)
        {
            backend.Enter();
        }
    }
}
