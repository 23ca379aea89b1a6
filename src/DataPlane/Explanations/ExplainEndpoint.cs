using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using LbPlatform.DataPlane.Listeners;
using LbPlatform.State.Explanations;
using LbPlatform.State.Snapshots;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace LbPlatform.DataPlane.Explanations;

/// <summary>
/// POST /explain on the admin listener. ControlPlane asks it on behalf of its own clients. It reads and answers JSON, and changes
/// nothing.
/// </summary>
internal sealed class ExplainEndpoint(Explainer explainer, IOptions<DataPlaneOptions> options)
{
    /// <summary>Longest question that is read, in bytes.</summary>
    public const int LongestBody = 64 * 1024;

    private static readonly JsonSerializerOptions Strict = new(SnapshotJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    private readonly IReadOnlyList<Listener> _listeners = Listener.All(options.Value);

    /// <summary>Answers a question.</summary>
    public async Task<IResult> AnswerAsync(HttpContext context)
    {
        if (context.Request.Headers.Origin.Count > 0)
        {
            // A web page that was given this machine's address under its own name would be told all that is known here.
            return Refuse(
                StatusCodes.Status403Forbidden,
                [new("Origin", "Pages of browsers are not answered; ask ControlPlane.")]
            );
        }

        if (!IsJson(context.Request))
        {
            return Refuse(
                StatusCodes.Status415UnsupportedMediaType,
                [new("Content-Type", "Send 'Content-Type: application/json'.")]
            );
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LongestBody;
        }

        try
        {
            var asked = await JsonSerializer.DeserializeAsync<ExplainRequest>(
                context.Request.Body,
                Strict,
                context.RequestAborted
            );
            return await AnswerAsync(asked ?? new());
        }
        catch (JsonException failure)
        {
            return Refuse(StatusCodes.Status400BadRequest, [new("", failure.Message)]);
        }
        catch (BadHttpRequestException failure)
        {
            return Refuse(failure.StatusCode, [new("", failure.Message)]);
        }
    }

    private async Task<IResult> AnswerAsync(ExplainRequest asked)
    {
        var problems = ExplainRules.Check(asked).ToList();
        var listener = _listeners.FirstOrDefault(one => IsAsked(one, asked));
        if (listener is null)
        {
            problems.Add(
                new(
                    asked.Listener is null ? "/scheme" : "/listener",
                    $"No listener fits. There are: {string.Join(", ", _listeners.Select(static one => one.Name))}."
                )
            );
        }

        return problems.Count > 0 || listener is null
            ? Refuse(StatusCodes.Status400BadRequest, problems)
            : Results.Json(await explainer.ExplainAsync(asked, listener), SnapshotJson.Options);
    }

    private static bool IsAsked(Listener listener, ExplainRequest asked) =>
        asked.Listener is { } name
            ? name.Equals(listener.Name, StringComparison.OrdinalIgnoreCase)
            : asked.Scheme is not { } scheme || listener.IsHttps == (scheme == Uri.UriSchemeHttps);

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && "application/json".Equals(type.MediaType, StringComparison.OrdinalIgnoreCase);

    private static IResult Refuse(int status, IReadOnlyList<ExplainProblem> problems) =>
        Results.Json(
            new ExplainRefusal(problems),
            SnapshotJson.Options,
            "application/problem+json",
            status
        );
}
