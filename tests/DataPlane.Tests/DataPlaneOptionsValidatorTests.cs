using LbPlatform.Hosting;
using Microsoft.Extensions.Configuration;

namespace LbPlatform.DataPlane.Tests;

public sealed class DataPlaneOptionsValidatorTests
{
    [Fact]
    public void Validate_Defaults_AreGood() => Assert.Empty(Failures(new()));

    [Fact]
    public void Validate_Several_AreAllNamed()
    {
        var failures = Failures(
            new()
            {
                Url = "localhost:8080",
                AdminUrl = "https://127.0.0.1:1",
                ControlPlaneUrl = "nowhere",
                ConnectTimeout = TimeSpan.Zero,
                ActivityTimeout = TimeSpan.FromDays(30),
                DrainTimeout = TimeSpan.FromSeconds(-1),
            }
        );

        Assert.Equal(6, failures.Length);
        Assert.All(
            failures,
            static failure => Assert.StartsWith("DataPlane:", failure, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("http://*:8080")]
    [InlineData("http://0.0.0.0:80;http://[::1]:81")]
    [InlineData("http://localhost:5432")]
    public void Validate_Url_IsGood(string url) => Assert.Empty(Failures(new() { Url = url }));

    [Theory]
    [InlineData(true, true, null)]
    [InlineData(false, false, null)]
    [InlineData(
        true,
        false,
        "DataPlane:ReusePort is true; only Linux deals connections out to several processes. Set it to false."
    )]
    public void ReusePort_IsForLinuxAlone(bool isSet, bool isLinux, string? refusal) =>
        Assert.Equal(refusal, DataPlaneOptionsValidator.RefuseReusePort(isSet, isLinux));

    [Theory]
    [InlineData("", 0)]
    [InlineData("eu-west-1a", 0)]
    [InlineData("EU", 1)]
    [InlineData("zone a", 1)]
    public void Validate_Zone_IsAName(string zone, int failures) =>
        Assert.Equal(
            failures,
            Failures(new() { Zone = zone })
                .Count(static f => f.StartsWith("DataPlane:Zone", StringComparison.Ordinal))
        );

    [Fact]
    public void Validate_ShortExplainToken_IsRefusedAndNotRepeated()
    {
        var failure = Assert.Single(Failures(new() { ExplainToken = "hunter2" }));

        Assert.StartsWith("DataPlane:ExplainToken", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_Shipped_NameEveryKeyWithItsDefault()
    {
        DurationOptions.Install();
        var shipped = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
            .Build()
            .GetSection(DataPlaneOptions.Section);
        var bound = shipped.Get<DataPlaneOptions>()!;

        AssertDefaults(shipped, new DataPlaneOptions(), bound);
    }

    private static void AssertDefaults(
        IConfigurationSection shipped,
        object expected,
        object bound
    ) =>
        Assert.All(
            expected.GetType().GetProperties(),
            property =>
            {
                var (wanted, found) = (property.GetValue(expected)!, property.GetValue(bound)!);
                if (property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal))
                {
                    AssertDefaults(shipped.GetSection(property.Name), wanted, found);
                    return;
                }

                Assert.NotNull(shipped[property.Name]);
                Assert.Equal(wanted, found);
            }
        );

    private static string[] Failures(DataPlaneOptions options) =>
        [.. new DataPlaneOptionsValidator().Validate(null, options).Failures ?? []];
}
