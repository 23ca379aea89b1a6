using LbPlatform.Cli.Supervision;

namespace LbPlatform.Cli.Tests.Supervision;

public sealed class ChildPlanTests
{
    [Fact]
    public void StopOrder_Stages_LowerFirstEqualTogether()
    {
        ChildPlan[] plans = [Plan("c", 3), Plan("a", 1), Plan("b1", 2), Plan("b2", 2)];

        var order = ChildPlan.StopOrder(plans).Select(static s => s.Select(static p => p.Name));

        Assert.Equal(
            [
                ["a"],
                ["b1", "b2"],
                ["c"],
            ],
            order
        );
    }

    private static ChildPlan Plan(string name, int stopStage) =>
        new()
        {
            Name = name,
            Assembly = "x.dll",
            Arguments = [],
            Ready = new Uri("http://localhost"),
            StopStage = stopStage,
        };
}
