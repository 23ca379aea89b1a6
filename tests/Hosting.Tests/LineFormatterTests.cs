using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LbPlatform.Hosting.Tests;

public sealed class LineFormatterTests
{
    [Fact]
    public void Write_Event_IsOneLineWithLevelAndId() =>
        Assert.Matches(
            @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z warn  3001 Backend b1 is DOWN\n$",
            Format(LogLevel.Warning, 3001, "Backend b1 is DOWN")
        );

    [Fact]
    public void Write_TextFromOutsideWithLineEnds_StartsNoLineOfItsOwn() =>
        Assert.Single(
            Format(LogLevel.Information, 0, "GET /\r\n2026 fatal forged\u001b[31m")
                .TrimEnd('\n')
                .Split('\n')
        );

    private static string Format(LogLevel level, int id, string message)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new LineFormatter().Write(
            new LogEntry<string>(level, "category", new EventId(id), message, null, (m, _) => m),
            scopeProvider: null,
            writer
        );
        return writer.ToString();
    }
}
