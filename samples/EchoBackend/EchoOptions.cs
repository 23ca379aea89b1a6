using Microsoft.Extensions.Options;

namespace LbPlatform.EchoBackend;

/// <summary>What the sample backend is told at its start: <c>--port 9001 --name demo-1</c>.</summary>
internal sealed class EchoOptions
{
    /// <summary>The loopback port to listen on, 1 to 65535. Default 9001.</summary>
    public int Port { get; set; } = 9001;

    /// <summary>How it introduces itself, 1 to 63 characters. Default echo.</summary>
    public string Name { get; set; } = "echo";

    internal sealed class Validator : IValidateOptions<EchoOptions>
    {
        private const int LongestName = 63;

        public ValidateOptionsResult Validate(string? name, EchoOptions options)
        {
            List<string> failures = [];
            if (options.Port is < 1 or > 65535)
            {
                failures.Add($"--port {options.Port} is no port; give one from 1 to 65535.");
            }

            if (
                options.Name is not { Length: > 0 and <= LongestName }
                || options.Name.Any(char.IsControl)
            )
            {
                failures.Add($"--name must have 1 to {LongestName} printable characters.");
            }

            return failures.Count == 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(failures);
        }
    }
}
