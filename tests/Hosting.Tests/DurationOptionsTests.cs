using Microsoft.Extensions.Configuration;

namespace LbPlatform.Hosting.Tests;

public sealed class DurationOptionsTests
{
    public DurationOptionsTests() => DurationOptions.Install();

    [Theory]
    [InlineData("10s", 10)]
    [InlineData("500ms", 0.5)]
    [InlineData("00:01:00", 60)]
    public void Bind_Duration_IsReadInBothForms(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read(text));

    [Fact]
    public void Bind_BareNumber_IsRefusedWithTheRemedy() =>
        Assert.Contains(
            "with a unit",
            Assert.Throws<InvalidOperationException>(() => Read("10")).InnerException?.Message
        );

    private static TimeSpan Read(string text) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection([new("Interval", text)])
            .Build()
            .GetValue<TimeSpan>("Interval");
}
