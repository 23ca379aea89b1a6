using Microsoft.Extensions.Options;

namespace LbPlatform.ControlPlane;

/// <summary>Refuses to start with a URL that cannot be listened on or that others could reach.</summary>
internal sealed class ControlPlaneOptionsValidator : IValidateOptions<ControlPlaneOptions>
{
    private const string Remedy = "Write for example 'http://127.0.0.1:9080'.";

    public ValidateOptionsResult Validate(string? name, ControlPlaneOptions options)
    {
        if (
            !Uri.TryCreate(options.Url, UriKind.Absolute, out var url)
            || url.Scheme != Uri.UriSchemeHttp
            || url.AbsolutePath != "/"
        )
        {
            return ValidateOptionsResult.Fail(
                $"ControlPlane:Url '{options.Url}' is not an http URL without a path. {Remedy}"
            );
        }

        return url.IsLoopback
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"ControlPlane:Url '{options.Url}' would be reachable from other machines, and the API asks nobody who they are. {Remedy}"
            );
    }
}
