using LbPlatform.Cli.Up;

namespace LbPlatform.Cli.Tests.Up;

public sealed class FlagReaderTests
{
    private readonly FlagReader _reader = new();

    [Theory]
    [InlineData("1", 1)]
    [InlineData("65535", 65535)]
    [InlineData(null, null)]
    public void Port_Sound_IsRead(string? text, int? port)
    {
        Assert.Equal(port, _reader.Port("--port", text));
        Assert.Empty(_reader.Errors);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("+80")]
    [InlineData("8080 ")]
    [InlineData("0x50")]
    [InlineData("")]
    public void Port_Malformed_SaysTheBounds(string text)
    {
        Assert.Null(_reader.Port("--port", text));
        Assert.Equal([$"--port '{text}' is no port; give one from 1 to 65535."], _reader.Errors);
    }

    [Theory]
    [InlineData("100ms", 100)]
    [InlineData("1m30s", 90_000)]
    [InlineData("0.5s", 500)]
    public void Duration_Sound_IsRead(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), ReadInterval(text));

    [Theory]
    [InlineData("10", "--interval '10' is no duration. Did you mean '10s'?")]
    [InlineData(
        "fast",
        "--interval 'fast' is no duration. Write a number with a unit, for example 500ms, 10s or 5m."
    )]
    [InlineData(
        "-1s",
        "--interval '-1s' is no duration. Write a number with a unit, for example 500ms, 10s or 5m."
    )]
    [InlineData("99ms", "--interval 99ms is out of bounds; give 100ms to 1h.")]
    [InlineData("2h", "--interval 2h is out of bounds; give 100ms to 1h.")]
    public void Duration_Malformed_SaysWhatToWrite(string text, string error)
    {
        Assert.Null(ReadInterval(text));
        Assert.Equal([error], _reader.Errors);
    }

    [Theory]
    [InlineData("200")]
    [InlineData("200-299,304")]
    public void Statuses_Sound_AreRead(string text) =>
        Assert.Equal(text, _reader.Statuses("--expected-status", text)?.Text);

    [Theory]
    [InlineData("")]
    [InlineData("99")]
    [InlineData("300-200")]
    [InlineData("2xx")]
    public void Statuses_Malformed_SaysWhatToWrite(string text)
    {
        Assert.Null(_reader.Statuses("--expected-status", text));
        Assert.Equal(
            [
                $"--expected-status '{text}' is no set of status codes; write '200' or '200-399' or '200,204'.",
            ],
            _reader.Errors
        );
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/health-check?deep=1")]
    public void Path_Sound_IsRead(string text) =>
        Assert.Equal(text, _reader.Path("--health-path", text));

    [Theory]
    [InlineData("ping", "must begin with '/'. Did you mean '/ping'?")]
    [InlineData("/a b", "has characters that a URL has not")]
    [InlineData("/ü", "has characters that a URL has not")]
    [InlineData("/a\r\nHost: x", "has characters that a URL has not")]
    public void Path_Malformed_SaysWhatToWrite(string text, string error)
    {
        Assert.Null(_reader.Path("--health-path", text));
        Assert.Contains(error, Assert.Single(_reader.Errors));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("two")]
    public void Threshold_Malformed_SaysTheBounds(string text)
    {
        Assert.Null(_reader.Threshold("--healthy-threshold", text));
        Assert.Equal(
            [$"--healthy-threshold '{text}' is no threshold; give a number from 1 to 100."],
            _reader.Errors
        );
    }

    private TimeSpan? ReadInterval(string text) =>
        _reader.Duration("--interval", text, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
}
