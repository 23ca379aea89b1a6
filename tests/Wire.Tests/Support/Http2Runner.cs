using System.Text;
using LbPlatform.Wire.Tests.Cases;

namespace LbPlatform.Wire.Tests.Support;

/// <summary>Sends a case of HTTP/2 as frames, and tells in few words what came of it.</summary>
internal static class Http2Runner
{
    private const int Stream = 1;
    private const int NextStream = 3;

    public static async Task<string> RunAsync(WirePlane plane, Http2Case one)
    {
        plane.Origin.Clear();
        using var client = await Http2Client.ConnectAsync(plane.Http2Port);
        await SendAsync(client, one);
        var frames = await client.ReadUntilAsync(static frame =>
            frame.Type == Http2Client.GoAway
            || (frame.Stream == Stream && (frame.IsLast || frame.Type == Http2Client.Reset))
        );
        var result = Judge(plane, one, frames);
        return result != "goaway" && !await IsNextAnsweredAsync(client)
            ? $"{result}, and then nothing"
            : result;
    }

    private static async Task SendAsync(Http2Client client, Http2Case one)
    {
        var ends = one.Body is null && one.Trailers.Length == 0;
        await client.SendAsync(
            Http2Client.HeadersFrame,
            (byte)(Http2Client.EndHeaders | (ends ? Http2Client.EndStream : 0)),
            Stream,
            Http2Client.Fields(one.Fields)
        );
        try
        {
            if (one.Body is { } body)
            {
                await client.SendAsync(
                    Http2Client.Data,
                    one.Trailers.Length == 0 ? Http2Client.EndStream : (byte)0,
                    Stream,
                    Encoding.Latin1.GetBytes(body)
                );
            }

            if (one.Trailers.Length > 0)
            {
                await client.SendAsync(
                    Http2Client.HeadersFrame,
                    Http2Client.EndHeaders | Http2Client.EndStream,
                    Stream,
                    Http2Client.Fields(one.Trailers)
                );
            }
        }
        catch (IOException)
        {
            // The data plane has seen enough.
        }
    }

    private static string Judge(WirePlane plane, Http2Case one, List<Http2Frame> frames)
    {
        if (!plane.Origin.Faults.IsEmpty)
        {
            return $"fault: {string.Join('|', plane.Origin.Faults)}";
        }

        if (plane.Origin.Requests.Count > 1)
        {
            return $"{plane.Origin.Requests.Count} requests";
        }

        var head = frames.Find(static frame => frame.Type == Http2Client.HeadersFrame);
        var result =
            frames.Exists(static frame => frame.Type == Http2Client.GoAway) ? "goaway"
            : head is not null ? StatusOf(head.Payload)
            : "reset";
        if (plane.Origin.Requests.TryPeek(out var request))
        {
            result += $" {request.StartLine}{Differences(request, one)}";
        }

        return result;
    }

    private static string Differences(ParsedRequest request, Http2Case one) =>
        string.Concat(
            one.Has.Except(request.Lines)
                .Select(static line => $", no {line}")
                .Concat(one.Lacks.Where(request.Has).Select(static name => $", a field {name}"))
                .Append(request.Body == (one.Body ?? "") ? "" : $", body {request.Body}")
        );

    /// <summary>The status at the begin of a block of fields (HPACK): indexed, or a literal with an indexed name.</summary>
    private static string StatusOf(byte[] block)
    {
        var fields = block.AsSpan().TrimStart((byte)0x20);
        return fields[0] switch
        {
            0x88 => "200",
            0x89 => "204",
            0x8b => "304",
            0x8c => "400",
            0x8d => "404",
            0x8e => "500",
            // Name 8 (:status), value of three characters.
            0x08 or 0x48 => Encoding.Latin1.GetString(fields.Slice(2, 3)),
            _ => Convert.ToHexString(fields[..Math.Min(fields.Length, 8)]),
        };
    }

    private static async Task<bool> IsNextAnsweredAsync(Http2Client client)
    {
        await client.SendAsync(
            Http2Client.HeadersFrame,
            Http2Client.EndHeaders | Http2Client.EndStream,
            NextStream,
            Http2Client.Request()
        );
        var frames = await client.ReadUntilAsync(static frame =>
            frame.Type == Http2Client.GoAway || (frame.Stream == NextStream && frame.IsLast)
        );
        return frames.Exists(static frame => frame.Stream == NextStream && frame.IsOk);
    }
}
