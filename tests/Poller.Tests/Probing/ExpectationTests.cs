using LbPlatform.Poller.Probing;

namespace LbPlatform.Poller.Tests.Probing;

public sealed class ExpectationTests
{
    [Theory]
    [InlineData(401, "", null, null, "", null)]
    [InlineData(300, "", null, null, "", "status got 300, expected 200-299,401")]
    [InlineData(200, "x-ready", null, null, "no", null)]
    [InlineData(200, "x-ready", "yes", null, "yes", null)]
    [InlineData(200, "x-ready", "yes", null, "no|yes", null)]
    [InlineData(200, "x-ready", null, "ye", "oh yes", null)]
    [InlineData(
        200,
        "x-ready",
        "yes",
        null,
        "",
        "header got no header x-ready, expected x-ready: yes"
    )]
    [InlineData(
        200,
        "x-ready",
        "yes",
        null,
        "Yes",
        "header got header x-ready: Yes, expected x-ready: yes"
    )]
    [InlineData(
        200,
        "x-ready",
        null,
        "yes",
        "no",
        "header got header x-ready: no, expected x-ready with 'yes'"
    )]
    // The first thing that is wrong is the one that is said.
    [InlineData(500, "x-ready", null, null, "", "status got 500, expected 200-299,401")]
    public void Refuse_Head_SaysWhatWasExpectedAndWhatCame(
        int status,
        string name,
        string? value,
        string? contains,
        string values,
        string? says
    )
    {
        var settings = new ProbeSettings
        {
            ExpectedStatus = StatusRanges.Parse("200-299,401"),
            ExpectedHeader = new()
            {
                Name = name,
                Value = value,
                Contains = contains,
            },
        };

        var fault = Expectation.Refuse(
            settings,
            status,
            values.Split('|', StringSplitOptions.RemoveEmptyEntries)
        );

        Assert.Equal(says, fault is { } found ? $"{found.Outcome.ToWord()} {found.Detail}" : null);
    }
}
