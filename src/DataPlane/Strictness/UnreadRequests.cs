using System.Diagnostics;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.DataPlane.Protection;
using Microsoft.AspNetCore.Http.Features;

namespace LbPlatform.DataPlane.Strictness;

/// <summary>
/// Counts and says which requests the server could not read: it answers those itself, and shows them to nobody.
/// </summary>
internal sealed class UnreadRequests(Refusals refusals) : IObserver<KeyValuePair<string, object?>>
{
    private const string Event = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>Begins to listen.</summary>
    public void Follow(DiagnosticListener server) =>
        // Hosting's own events are frequent: they are not for us.
        server.Subscribe(this, static (name, _, _) => name == Event);

    /// <inheritdoc />
    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (
            value.Value is IFeatureCollection features
            && features.Get<IHttpResponseFeature>() is { HasStarted: false }
            && features.Get<IBadRequestExceptionFeature>()?.Error is BadHttpRequestException refused
        )
        {
            refusals.NoteUnread(
                ReasonFor(refused.StatusCode),
                features.Get<ClientConnection>()?.AddressText ?? ClientConnection.Unknown,
                refused.Message
            );
        }
    }

    /// <inheritdoc />
    public void OnError(Exception error)
    {
        // The server's listener has no errors.
    }

    /// <inheritdoc />
    public void OnCompleted()
    {
        // The process ends.
    }

    private static ErrorReason ReasonFor(int status) =>
        status switch
        {
            StatusCodes.Status405MethodNotAllowed => ErrorReason.Method,
            StatusCodes.Status408RequestTimeout => ErrorReason.SlowRequest,
            StatusCodes.Status413PayloadTooLarge => ErrorReason.BodyTooLarge,
            StatusCodes.Status414UriTooLong or StatusCodes.Status431RequestHeaderFieldsTooLarge =>
                ErrorReason.HeadTooLarge,
            _ => ErrorReason.BadRequest,
        };
}
