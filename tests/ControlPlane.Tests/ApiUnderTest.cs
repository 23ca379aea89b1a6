using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LbPlatform.ControlPlane.Addresses;
using LbPlatform.State.Nodes;
using LbPlatform.State.Snapshots;
using LbPlatform.State.Store;
using LbPlatform.State.Store.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace LbPlatform.ControlPlane.Tests;

/// <summary>The real host on a free port, over a store in a directory.</summary>
internal sealed class ApiUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiUnderTest(WebApplication app, string url)
    {
        _app = app;
        Url = url;
        Client = new HttpClient { BaseAddress = new Uri(url), Timeout = Eventually.Patience };
    }

    public string Url { get; }

    public HttpClient Client { get; }

    public ConfigurationStore Store => _app.Services.GetRequiredService<ConfigurationStore>();

    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public StoreOptions StoreOptions => _app.Services.GetRequiredService<StoreOptions>();

    /// <summary>Starts it; <paramref name="names"/> are answered in place of the system's name server.</summary>
    public static async Task<ApiUnderTest> StartAsync(
        string directory,
        ConcurrentDictionary<string, IPAddress[]>? names = null
    )
    {
        var url = $"http://127.0.0.1:{FreePort.Next()}";
        var app = Program.Build(
            [
                $"--Store:Directory={directory}",
                $"--ControlPlane:Url={url}",
                "--Logging:LogLevel:Default=Warning",
            ],
            builder =>
                builder.Services.AddSingleton(
                    new AddressLookUp(
                        (host, _) =>
                            names is not null && names.TryGetValue(host, out var addresses)
                                ? Task.FromResult(addresses)
                                : throw new SocketException((int)SocketError.HostNotFound),
                        TimeProvider.System
                    )
                )
        );
        await app.StartAsync();
        return new ApiUnderTest(app, url);
    }

    public async Task<Reply> SendAsync(
        string method,
        string path,
        string? body = null,
        string type = "application/json",
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new Reply(
            (int)answer.StatusCode,
            text,
            answer
                .Headers.Concat(answer.Content.Headers)
                .ToDictionary(
                    static header => header.Key,
                    static header => string.Join(", ", header.Value),
                    StringComparer.OrdinalIgnoreCase
                )
        );
    }

    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync("GET", path, headers: headers);

    /// <summary>Adds a backend that is not waited for and must be accepted.</summary>
    public async Task<Reply> AddAsync(string name, string? more = null)
    {
        var reply = await SendAsync(
            "POST",
            "/backends",
            $$"""{"name":"{{name}}","url":"http://{{name}}.test"{{more}}}"""
        );
        Assert.True(reply.Status == 201, reply.Text);
        return reply;
    }

    /// <summary>Does to config.db what only a hand in the file can.</summary>
    public void Damage(string sql)
    {
        using var file = new SqliteConnection(
            $"Data Source={StoreOptions.ConfigurationFile};Pooling=False"
        );
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Reports as a data plane of this store would.</summary>
    public async Task ReportAsync(string id, long applied, bool isStopping = false)
    {
        var report = new NodeReport
        {
            Id = id,
            Kind = NodeKind.DataPlane,
            Version = "1",
            StartedAt = Some.Instant,
            Urls = ["http://*:8080"],
            Zone = "zone-a",
            StoreId = Store.Current.StoreId,
            AppliedRevision = applied,
            IsStopping = isStopping,
            Certificates =
            [
                new(
                    "https://*:8443",
                    "site",
                    "CN=a.test",
                    ["a.test"],
                    Some.Instant,
                    "/etc/site.crt"
                ),
            ],
        };
        using var answer = await Client.PutAsJsonAsync(
            $"/nodes/{id}",
            report,
            SnapshotJson.Options
        );
        Assert.Equal(204, (int)answer.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>An answer, read whole.</summary>
    internal sealed record Reply(int Status, string Text, Dictionary<string, string> Headers)
    {
        public JsonElement Json => JsonDocument.Parse(Text).RootElement;

        public string? Code => Json.GetProperty("code").GetString();

        /// <summary>Pointer and code of each refused value.</summary>
        public string[] Errors =>
            [
                .. Json.GetProperty("errors")
                    .EnumerateArray()
                    .Select(static error =>
                        $"{error.GetProperty("pointer").GetString()} {error.GetProperty("code").GetString()}"
                    ),
            ];

        public string[] Names =>
            [
                .. Json.GetProperty("items")
                    .EnumerateArray()
                    .Select(static item => item.GetProperty("name").GetString()!),
            ];

        public string? Next => Json.TryGetProperty("next", out var next) ? next.GetString() : null;

        public string? Field(string name) => Json.GetProperty(name).ToString();
    }
}
