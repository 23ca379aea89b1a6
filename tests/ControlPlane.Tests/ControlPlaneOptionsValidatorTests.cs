namespace LbPlatform.ControlPlane.Tests;

public sealed class ControlPlaneOptionsValidatorTests
{
    [Theory]
    [InlineData("http://127.0.0.1:9080", true)]
    [InlineData("http://localhost:9080", true)]
    [InlineData("http://[::1]:9080", true)]
    [InlineData("http://0.0.0.0:9080", false)]
    [InlineData("http://*:9080", false)]
    [InlineData("http://192.0.2.1:9080", false)]
    [InlineData("https://127.0.0.1:9080", false)]
    [InlineData("http://127.0.0.1:9080/api", false)]
    [InlineData("9080", false)]
    public void Validate_Url_OnlyLoopback(string url, bool isValid)
    {
        var result = new ControlPlaneOptionsValidator().Validate(null, new() { Url = url });

        Assert.Equal(isValid, result.Succeeded);
    }
}
