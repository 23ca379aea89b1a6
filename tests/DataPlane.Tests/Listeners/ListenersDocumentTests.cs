using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.DataPlane.Listeners.Redirection;
using LbPlatform.DataPlane.Listeners.Tls;
using LbPlatform.DataPlane.Tests.Support;
using LbPlatform.State.Model;
using Microsoft.Extensions.Configuration;

namespace LbPlatform.DataPlane.Tests.Listeners;

/// <summary>docs/listeners.md: what it says of each setting is so, and its example works as it is printed.</summary>
public sealed class ListenersDocumentTests
{
    private static readonly string Text = File.ReadAllText(Document());

    public static TheoryData<string, object> Described =>
        new()
        {
            { "Tls:", new ListenerTlsOptions() },
            { "Tls:Certificates:M:", new CertificateOptions() },
            { "Hsts:", new ListenerHstsOptions() },
            { "Redirect:", new ListenerRedirectOptions() },
        };

    [Theory]
    [MemberData(nameof(Described))]
    public void Settings_EachHasARowWithItsDefault(string prefix, object defaults) =>
        Assert.All(
            defaults.GetType().GetProperties(),
            property =>
                Assert.Contains(
                    $"| `{prefix}{property.Name}` | {Shown(property.GetValue(defaults))}|",
                    Text,
                    StringComparison.Ordinal
                )
        );

    [Fact]
    public void Settings_OfTheListenerItself_HaveARow()
    {
        var defaults = new ListenerOptions();
        Assert.Contains($"| `Url` | {Shown(defaults.Url)}|", Text, StringComparison.Ordinal);
        Assert.Contains("| `Protocols` | |", Text, StringComparison.Ordinal);
        Assert.Null(defaults.Protocols);
        Assert.Contains(
            $"| `ProxyProtocol` | {Shown(defaults.ProxyProtocol)}|",
            Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"| `ProxyProtocolFrom` | {Shown(defaults.ProxyProtocolFrom)}|",
            Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Example_AsItIsPrinted_Works()
    {
        using var directory = new TemporaryDirectory();
        var ports = new[] { "8443", "8081", "8082" }.ToDictionary(
            static port => port,
            static _ => $"{FreePort.Next()}"
        );
        var here = Regex.Replace(Text, "8443|8081|8082", port => ports[port.Value]);
        var openssl = Blocks(here, "sh")
            .Single(static b => b.StartsWith("openssl", StringComparison.Ordinal));
        await RunAsync(directory, openssl);
        await File.WriteAllTextAsync(
            directory.File("settings.json"),
            Blocks(here, "json")
                .Single()
                .Replace("\"site.", $"\"{directory.Path}/site.", StringComparison.Ordinal)
        );
        var settings = new ConfigurationBuilder()
            .AddJsonFile(directory.File("settings.json"))
            .Build()
            .AsEnumerable()
            .Where(static pair => pair.Value is not null)
            .SelectMany(static pair => new[] { $"--{pair.Key}", pair.Value! });
        await using var origin = new Origin();
        await using var plane = await RunningDataPlane.StartAsync([.. settings], origin);

        foreach (
            var step in Blocks(here, "console")
                .Single()
                .Split("$ ", StringSplitOptions.RemoveEmptyEntries)
        )
        {
            var (command, expected) = (
                step[..step.IndexOf('\n')],
                step[(step.IndexOf('\n') + 1)..]
            );

            Assert.Equal(expected, await RunAsync(directory, command));
        }
    }

    private static string Shown(object? value) =>
        value switch
        {
            "" => "",
            string text => $"`{text}` ",
            TimeSpan time => $"`{DurationText.Format(time)}` ",
            bool flag => flag ? "`true` " : "`false` ",
            IEnumerable => "`[]` ",
            _ => $"`{value}` ",
        };

    private static IEnumerable<string> Blocks(string text, string language) =>
        Regex
            .Matches(text, $"```{language}\n(?<code>.*?)```", RegexOptions.Singleline)
            .Select(static match => match.Groups["code"].Value);

    private static Task<string> RunAsync(TemporaryDirectory directory, string command) =>
        Tool.RunAsync("bash", "-c", $"cd {directory.Path} && {command}");

    private static string Document([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/listeners.md"));
}
