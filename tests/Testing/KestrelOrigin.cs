using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace LbPlatform.Testing;

/// <summary>A backend that is a real server, for what raw sockets cannot do by hand: HTTP/2 and TLS.</summary>
public sealed class KestrelOrigin : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _isTls;

    private KestrelOrigin(WebApplication app, int port, bool isTls) =>
        (_app, Port, _isTls) = (app, port, isTls);

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Its URL, by address.</summary>
    public string Url => $"{(_isTls ? "https" : "http")}://127.0.0.1:{Port}";

    /// <summary>Starts one that answers so.</summary>
    public static async Task<KestrelOrigin> StartAsync(
        RequestDelegate answer,
        HttpProtocols protocols = HttpProtocols.Http1,
        X509Certificate2? certificate = null,
        Action<HttpsConnectionAdapterOptions>? tls = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var port = FreePort.Next();
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.Limits.MaxRequestBodySize = null;
            server.ListenLocalhost(
                port,
                endpoint =>
                {
                    endpoint.Protocols = protocols;
                    if (certificate is not null)
                    {
                        endpoint.UseHttps(options =>
                        {
                            options.ServerCertificate = certificate;
                            tls?.Invoke(options);
                        });
                    }
                }
            );
        });
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new(app, port, certificate is not null);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(
            TimeSpan.FromMilliseconds(100),
            TimeProvider.System
        );
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
