namespace LbPlatform.Poller.Tests;

public sealed class PollerOptionsValidatorTests
{
    [Fact]
    public void Validate_Defaults_Pass() => Assert.True(Validate(new()).Succeeded);

    [Theory]
    [InlineData("http://*:9082")]
    [InlineData("http://[::1]:9082")]
    [InlineData("http://127.0.0.1:0")]
    public void Validate_WhatKestrelTakes_Passes(string url) =>
        Assert.True(Validate(new() { AdminUrl = url }).Succeeded);

    [Fact]
    public void Validate_EverythingWrong_SaysAllOfItWithTheBounds()
    {
        var result = Validate(
            new()
            {
                AdminUrl = "9082",
                ControlPlaneUrl = "ftp://x",
                Concurrency = 0,
                FlushInterval = TimeSpan.FromMilliseconds(1),
                Retention = new()
                {
                    Probes = TimeSpan.Zero,
                    Minutes = TimeSpan.FromDays(5000),
                    Hours = TimeSpan.FromSeconds(59),
                    MostRows = 1,
                },
            }
        );

        Assert.Equal(
            [
                "Poller:AdminUrl is '9082'; it must be an absolute http URL such as 'http://127.0.0.1:9082'.",
                "Poller:Concurrency is 0; it must be 1 to 8192.",
                "Poller:ControlPlaneUrl is 'ftp://x'; it must be an absolute http or https URL such as 'http://127.0.0.1:9080'.",
                "Poller:FlushInterval is 1ms; it must be 10ms to 10s.",
                "Poller:Retention:Hours is 59s; it must be 1m to 3650d.",
                "Poller:Retention:Minutes is 5000d; it must be 1m to 3650d.",
                "Poller:Retention:MostRows is 1; it must be 1000 or more.",
                "Poller:Retention:Probes is 0s; it must be 1m to 3650d.",
            ],
            result.Failures!.Order(StringComparer.Ordinal)
        );
    }

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(
        PollerOptions options
    ) => new PollerOptionsValidator().Validate(null, options);
}
