using System.Globalization;
using System.Net.Http.Headers;
using LbPlatform.Poller.Scheduling;

namespace LbPlatform.Poller.Probing;

/// <summary>The call grpc.health.v1.Health/Check on a connection that stands.</summary>
internal static class GrpcQuestion
{
    private const string MediaType = "application/grpc";
    private const int NotFound = 5;
    private const int Unimplemented = 12;

    private static readonly string[] Codes =
    [
        "OK",
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS",
        "UNAUTHENTICATED",
    ];

    /// <summary>The answer of the server.</summary>
    /// <exception cref="HttpRequestException">What came is no HTTP/2, or nothing came.</exception>
    public static async Task<ProbeAnswer> AskAsync(
        Stream connection,
        ProbeTarget target,
        CancellationToken cancellationToken
    )
    {
        using var client = Http2Client.Over(connection);
        using var request = Http2Client.Request(
            HttpMethod.Post,
            ProbeRequest.UriOf(target, $"{target.Url.PathBase}{GrpcHealth.Path}"),
            ProbeRequest.FieldsOf(target)
        );
        request.Headers.TE.Add(new("trailers"));
        request.Headers.TryAddWithoutValidation(
            "grpc-timeout",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(long)target.Timeout.TotalMilliseconds}m"
            )
        );
        request.Content = new ByteArrayContent(GrpcHealth.Request(target.Settings.Service));
        request.Content.Headers.ContentType = new(MediaType);
        using var answer = await client.SendAsync(request, cancellationToken);
        if ((int)answer.StatusCode is not 200 and var status)
        {
            return new(
                status,
                new(ProbeOutcome.Status, $"got {status}, expected a gRPC answer with 200")
            );
        }

        if (!IsGrpc(answer.Content.Headers.ContentType))
        {
            return new(
                null,
                new(
                    ProbeOutcome.Protocol,
                    $"the answer is not gRPC: its type is '{Printable.Of(answer.Content.Headers.ContentType?.ToString() ?? "")}'"
                )
            );
        }

        var message = await ReadAsync(answer, cancellationToken);
        return new(null, Judge(answer, message, target.Settings.Service));
    }

    private static bool IsGrpc(MediaTypeHeaderValue? type) =>
        type?.MediaType is { } media
        && (
            media.Equals(MediaType, StringComparison.OrdinalIgnoreCase)
            || media.StartsWith($"{MediaType}+", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>The framed message; trailers come behind it.</summary>
    private static async Task<byte[]> ReadAsync(
        HttpResponseMessage answer,
        CancellationToken cancellationToken
    )
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var message = new byte[GrpcHealth.PrefixBytes + GrpcHealth.MostMessageBytes + 1];
        var count = await body.ReadAtLeastAsync(
            message,
            message.Length,
            throwOnEndOfStream: false,
            cancellationToken
        );
        return count < message.Length
            ? message[..count]
            : throw new ProbeFailureException(
                ProbeOutcome.Protocol,
                $"the answer is longer than {GrpcHealth.MostMessageBytes} bytes"
            );
    }

    private static ProbeFault? Judge(HttpResponseMessage answer, byte[] message, string service)
    {
        if (!int.TryParse(Field(answer, "grpc-status"), out var code))
        {
            return new(ProbeOutcome.Protocol, "the answer has no grpc-status");
        }

        if (code != 0)
        {
            return Refused(code, Field(answer, "grpc-message"), service);
        }

        return GrpcHealth.ReadStatus(message) switch
        {
            null => new(ProbeOutcome.Protocol, "the answer is no health message"),
            GrpcHealth.Serving => null,
            var status => new(
                ProbeOutcome.Serving,
                $"got {GrpcHealth.NameOf(status.Value)}, expected SERVING"
            ),
        };
    }

    private static ProbeFault Refused(int code, string? message, string service)
    {
        var name = code >= 0 && code < Codes.Length ? $"{code} {Codes[code]}" : $"{code}";
        var said = string.IsNullOrEmpty(message) ? "" : $": {Printable.Of(message)}";
        return code switch
        {
            NotFound => new(
                ProbeOutcome.Service,
                $"the server does not know the service '{service}' (grpc-status {name})"
            ),
            Unimplemented => new(
                ProbeOutcome.Service,
                $"the server has no grpc.health.v1.Health (grpc-status {name})"
            ),
            _ => new(ProbeOutcome.Rpc, $"got grpc-status {name}, expected 0 OK{said}"),
        };
    }

    /// <summary>From the trailers; from the head where an answer is that alone.</summary>
    private static string? Field(HttpResponseMessage answer, string name) =>
        answer.TrailingHeaders.NonValidated.TryGetValues(name, out var values)
        || answer.Headers.NonValidated.TryGetValues(name, out values)
            ? values.FirstOrDefault()
            : null;
}
