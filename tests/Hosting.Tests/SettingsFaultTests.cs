using Microsoft.Extensions.Configuration;

namespace LbPlatform.Hosting.Tests;

public sealed class SettingsFaultTests
{
    [Fact]
    public void Explain_ValueInAList_SaysValueKeyAndReason()
    {
        var said = SettingsFault.Explain(Fail("Settings:Parts:0:Color", "Purple"));

        Assert.Contains("'Purple' at 'Settings:Parts:0:Color'", said, StringComparison.Ordinal);
        Assert.DoesNotContain("ErrorOnUnknown", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_UnknownKey_SaysWhichAndWhatToDo() =>
        Assert.Equal(
            "There is no setting named 'Colour' (Part). Correct the name, or leave it out.",
            SettingsFault.Explain(Fail("Settings:Parts:0:Colour", "Red"))
        );

    [Fact]
    public void Explain_AnotherFailure_IsNotItsOwn() =>
        Assert.Null(SettingsFault.Explain(new InvalidOperationException("other")));

    private static InvalidOperationException Fail(string key, string value) =>
        Assert.Throws<InvalidOperationException>(() =>
            new ConfigurationBuilder()
                .AddInMemoryCollection([new(key, value)])
                .Build()
                .GetSection("Settings")
                .Get<Settings>(static binder => binder.ErrorOnUnknownConfiguration = true)
        );

    internal sealed class Settings
    {
        public IList<Part> Parts { get; set; } = [];
    }

    internal sealed class Part
    {
        public ConsoleColor Color { get; set; }
    }
}
