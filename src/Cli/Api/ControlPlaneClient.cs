using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LbPlatform.Cli.Explain;
using LbPlatform.Cli.Up.Seeding;
using LbPlatform.State.Snapshots;

namespace LbPlatform.Cli.Api;

/// <summary>The control plane's REST API, as far as this command needs it.</summary>
internal sealed class ControlPlaneClient : IDisposable
{
    private const string Backends = "backends";

    /// <summary>Resources of one page: as many as the API gives at once.</summary>
    private const int PageLength = 500;

    /// <summary>Most pages that are read.</summary>
    private const int MostPages = 1000;

    private const string MergePatch = "application/merge-patch+json";
    private const int LongestAnswer = 16 * 1024 * 1024;
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client;

    public ControlPlaneClient(Uri server) =>
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = server,
            // Each request has its own time.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LongestAnswer,
        };

    /// <summary>Whether the store holds any backend.</summary>
    public async Task<bool> HasBackendsAsync(CancellationToken cancellationToken)
    {
        var list = await SendAsync(HttpMethod.Get, $"{Backends}?limit=1", null, cancellationToken);
        return list.GetProperty("items").GetArrayLength() > 0;
    }

    /// <summary>All resources of a kind, page after page, at most <see cref="MostPages"/> of them.</summary>
    public async Task<JsonElement> ListAsync(string kind, CancellationToken cancellationToken)
    {
        var items = new List<JsonElement>();
        var next = $"{kind}?limit={PageLength}";
        for (var page = 0; next is not null && page < MostPages; page++)
        {
            var list = await SendAsync(HttpMethod.Get, next, null, cancellationToken);
            items.AddRange(list.GetProperty("items").EnumerateArray());
            next = list.TryGetProperty("next", out var link) ? link.GetString() : null;
        }

        return JsonSerializer.SerializeToElement(new { items });
    }

    /// <summary>A resource by its id or name.</summary>
    public Task<JsonElement> ReadAsync(
        string kind,
        string id,
        CancellationToken cancellationToken
    ) => SendAsync(HttpMethod.Get, PathOf(kind, id), null, cancellationToken);

    /// <summary>Adds a resource; answers it as it was added.</summary>
    public Task<JsonElement> AddAsync(
        string kind,
        object body,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            HttpMethod.Post,
            kind,
            JsonContent.Create(body, body.GetType(), options: SnapshotJson.Options),
            cancellationToken
        );

    /// <summary>What would become of a request at a data plane; at any of them where <paramref name="node"/> is <c>null</c>.</summary>
    public Task<JsonElement> ExplainAsync(
        ExplainQuestion asked,
        string? node,
        CancellationToken cancellationToken
    ) =>
        AddAsync(
            node is null ? "explain" : $"explain?node={Uri.EscapeDataString(node)}",
            asked,
            cancellationToken
        );

    /// <summary>Adds a backend; answers it as it was added.</summary>
    public Task<JsonElement> AddBackendAsync(
        BackendSeed seed,
        CancellationToken cancellationToken
    ) => AddAsync(Backends, seed, cancellationToken);

    /// <summary>Removes a resource by its id or name; answers a backend that is drained first and still there.</summary>
    /// <param name="kind">What they are called.</param>
    /// <param name="id">The id or name.</param>
    /// <param name="query">How, as <c>?drain=false</c>; empty for the API's own way.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public Task<JsonElement> RemoveAsync(
        string kind,
        string id,
        string query,
        CancellationToken cancellationToken
    ) => SendAsync(HttpMethod.Delete, PathOf(kind, id) + query, null, cancellationToken);

    /// <summary>Lets a backend go; answers how far it is when it is drained, or after <paramref name="wait"/>.</summary>
    public Task<JsonElement> DrainAsync(
        string id,
        TimeSpan wait,
        TimeSpan? timeout,
        CancellationToken cancellationToken
    )
    {
        var deadline = timeout is { } time ? $"&timeout={DurationText.Format(time)}" : "";
        return SendAsync(
            HttpMethod.Post,
            $"{PathOf(Backends, id)}/drain?wait={DurationText.Format(wait)}{deadline}",
            null,
            cancellationToken,
            wait
        );
    }

    /// <summary>Takes a backend into service again.</summary>
    public Task<JsonElement> EnableAsync(string id, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Patch,
            PathOf(Backends, id),
            JsonContent.Create(
                new { administrativeState = AdministrativeState.Enabled },
                new MediaTypeHeaderValue(MergePatch),
                SnapshotJson.Options
            ),
            cancellationToken
        );

    /// <summary>How backends are probed unless they say otherwise.</summary>
    public async Task<ProbeSettings> ReadProbeAsync(CancellationToken cancellationToken)
    {
        var settings = await SendAsync(HttpMethod.Get, "settings", null, cancellationToken);
        return settings.GetProperty("probe").Deserialize<ProbeSettings>(SnapshotJson.Options)
            ?? new ProbeSettings();
    }

    /// <summary>Changes what <paramref name="probe"/> names of that, and nothing else.</summary>
    public Task PatchProbeAsync(ProbeOverrides probe, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Patch,
            "settings",
            JsonContent.Create(
                new { probe },
                new MediaTypeHeaderValue(MergePatch),
                SnapshotJson.Options
            ),
            cancellationToken
        );

    /// <summary>Sends a request; answers the body, or throws what the control plane said against it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="body">The body; <c>null</c> for none.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <param name="wait">How much longer than others it may take, since it was asked to wait.</param>
    public async Task<JsonElement> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? body,
        CancellationToken cancellationToken,
        TimeSpan wait = default
    )
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        within.CancelAfter(AnswerWithin + wait);
        using var request = new HttpRequestMessage(method, path) { Content = body };
        try
        {
            using var answer = await _client.SendAsync(request, within.Token);
            var text = await answer.Content.ReadAsStringAsync(within.Token);
            return answer.IsSuccessStatusCode
                ? Parse(text)
                : throw new RefusedException(answer.StatusCode, Problem.Read(text));
        }
        catch (HttpRequestException failure)
        {
            throw new UnreachableException(_client.BaseAddress!, failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UnreachableException(
                _client.BaseAddress!,
                $"no answer within {(AnswerWithin + wait).TotalSeconds} s"
            );
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private static string PathOf(string kind, string id) => $"{kind}/{Uri.EscapeDataString(id)}";

    private static JsonElement Parse(string text) =>
        text.Length == 0 ? default : JsonElement.Parse(text);

    /// <summary>The control plane answered, and refused.</summary>
    internal sealed class RefusedException(HttpStatusCode status, Problem problem)
        : Exception(problem.ToString())
    {
        public HttpStatusCode Status => status;

        public Problem Problem => problem;
    }

    /// <summary>Nothing answered.</summary>
    internal sealed class UnreachableException(Uri server, string reason)
        : Exception(
            $"Cannot reach the control plane at {server.GetLeftPart(UriPartial.Authority)} ({reason}). Start it: lb up. Another address: --server or LB_SERVER."
        );
}
