using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using LbPlatform.State.Addresses;
using LbPlatform.State.Explanations;
using LbPlatform.State.Nodes;

namespace LbPlatform.ControlPlane.Explanations;

/// <summary>
/// Asks data planes on their admin listeners. Where those are, a report said, which anybody may send who reaches the API: so only
/// this one question goes there, never to an address that is refused to backends too, and nothing comes back but what an
/// explanation has.
/// </summary>
internal sealed class DataPlaneClient : IDisposable
{
    /// <summary>How long an answer may take, connecting included.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(3);

    /// <summary>Longest answer that is read, in bytes: one with as many backends as are shown has half of it.</summary>
    public const int LongestAnswer = 1024 * 1024;

    private readonly HttpClient _client;

    public DataPlaneClient()
    {
        _client = new(
            new SocketsHttpHandler
            {
                UseProxy = false,
                UseCookies = false,
                AllowAutoRedirect = false,
                ConnectCallback = static (context, stop) => ConnectAsync(context.DnsEndPoint, stop),
            }
        )
        {
            Timeout = AnswerWithin,
            MaxResponseContentBufferSize = LongestAnswer,
        };
    }

    /// <summary>What the data plane says of the request, or why it says nothing.</summary>
    public async Task<(Explanation? Explanation, Problem? Refusal)> ExplainAsync(
        NodeReport node,
        ExplainRequest asked,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"{node.AdminUrl!.TrimEnd('/')}/explain"
        );
        request.Content = new ByteArrayContent(
            JsonSerializer.SerializeToUtf8Bytes(asked, SnapshotJson.Options)
        );
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(JsonBody.Json);
        try
        {
            using var answer = await _client.SendAsync(request, cancellationToken);
            var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            return Read(node, answer.StatusCode, bytes);
        }
        catch (HttpRequestException failure)
        {
            return (
                null,
                Silent(
                    node,
                    failure.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded
                        ? $"its answer has more than {LongestAnswer} bytes"
                        : failure.Message
                )
            );
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, Silent(node, $"no answer within {DurationText.Format(AnswerWithin)}"));
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private static (Explanation? Explanation, Problem? Refusal) Read(
        NodeReport node,
        HttpStatusCode status,
        byte[] bytes
    )
    {
        try
        {
            if (status == HttpStatusCode.OK)
            {
                return
                    JsonSerializer.Deserialize<Explanation>(bytes, SnapshotJson.Options)
                        is { } explanation
                    && explanation.Node == node.Id
                    ? (explanation, null)
                    : (null, Silent(node, "another process answers there"));
            }

            if (
                status == HttpStatusCode.BadRequest
                && JsonSerializer.Deserialize<ExplainRefusal>(bytes, SnapshotJson.Options)
                    is { Errors.Count: > 0 and <= ExplainRefusal.MostErrors } refusal
            )
            {
                return (null, Problem.Of([.. refusal.Errors.Select(ErrorOf)]));
            }
        }
        catch (JsonException)
        {
            // Nothing of ours.
        }

        return (null, Silent(node, $"it answers {(int)status}, which is no explanation"));
    }

    private static FieldError ErrorOf(ExplainProblem problem) =>
        new(Shown.Short(problem.Place), Problems.BadValue, Shown.Short(problem.Message));

    private static Problem Silent(NodeReport node, string reason) =>
        Problem.Of(
            Problems.SilentDataPlane,
            $"Data plane '{node.Id}' was asked at {node.AdminUrl}: {reason}. Its setting DataPlane:AdminUrl must be an address that ControlPlane reaches; ?node= asks another one."
        );

    private static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint endpoint,
        CancellationToken cancellationToken
    )
    {
        var addresses = HostAddresses.TryKnow(endpoint.Host, out var known)
            ? known
            : await Dns.GetHostAddressesAsync(endpoint.Host, cancellationToken);
        foreach (var address in addresses)
        {
            if (AddressPolicy.Default.Refuse(address) is { } refusal)
            {
                throw new HttpRequestException($"nobody is asked there, {refusal}");
            }
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endpoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
