using LbPlatform.DataPlane.Capacity;
using LbPlatform.DataPlane.Tests.Balancing;

namespace LbPlatform.DataPlane.Tests.Capacity;

public sealed class SpareRoomTests
{
    [Fact]
    public void Find_SomeHaveRoom_IsTheLeastBusyThatWasNotTried()
    {
        var eligible = Members.Of(1, 1, 1, 1);
        Fill(eligible.All[0], 3);
        Fill(eligible.All[1], 2);
        Fill(eligible.All[2], 1);

        Assert.Same(eligible.All[2], SpareRoom.Find(eligible, new([eligible.All[3]]), most: 3));
    }

    [Fact]
    public void Find_AllAreFull_IsNone()
    {
        var eligible = Members.Of(1, 1);
        Fill(eligible.All[0], 1);
        Fill(eligible.All[1], 1);

        Assert.Null(SpareRoom.Find(eligible, default, most: 1));
    }

    private static void Fill(DataPlane.Eligibility.BackendState backend, int requests)
    {
        for (var n = 0; n < requests; n++)
        {
            backend.Enter();
        }
    }
}
