using System.Net;
using LbPlatform.DataPlane.Actions;
using LbPlatform.DataPlane.Breaking;
using LbPlatform.DataPlane.Diagnostics;
using LbPlatform.DataPlane.Retries;
using LbPlatform.State.Addresses;
using LbPlatform.State.Transport;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.SessionAffinity;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>The request path: route → dispatcher → backend.</summary>
internal static class RequestPath
{
    public static void AddRequestPath(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<NameLookUp>(
            static (host, cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken)
        );
        services.AddSingleton<AdmissionWatch>();
        services.AddSingleton<BackendResolver>();
        services.AddSingleton<BackendConnector>();
        services.AddSingleton<TlsFiles>();
        services.AddSingleton<BackendHandshake>();
        services.AddSingleton<BackendDialer>();
        services.AddSingleton<IForwarderHttpClientFactory, BackendClientFactory>();
        services.AddSingleton<ResponseTransformer>();
        services.AddSingleton<YarpForwarder>();
        services.AddSingleton<FailureLog>();
        services.AddSingleton<ActiveRequests>();
        services.AddSingleton<Mirrors>();
        services.AddSingleton<RetryGate>();
        services.AddSingleton<Delivery>();
        services.AddSingleton<Dispatcher>();
        services.AddHostedService<RetryBudgetClock>();
        services.AddHostedService<BreakerClock>();
        services.AddHostedService<StartGate>();
        services.AddReverseProxy();
        DropKeyRing(services);
        // Where it is there, authorization is asked before each request, and there is nothing to ask it.
        services.RemoveAll<IAuthorizationHandlerProvider>();
    }

    /// <summary>Maps everything that comes in on the traffic port.</summary>
    public static void MapTraffic(this WebApplication app)
    {
        var dispatcher = app.Services.GetRequiredService<Dispatcher>();
        app.Run(context =>
            IsAboutTheServer(context.Request)
                ? AnswerOptionsAsync(context)
                : dispatcher.InvokeAsync(context)
        );
        // Endpoints would be asked before each request otherwise, and there are none: YARP is here for its pools.
        app.UseRouting();
        app.MapReverseProxy();
    }

    /// <summary>Whether it is <c>OPTIONS *</c>: the only request with an empty path, and about us, not a backend.</summary>
    public static bool IsAboutTheServer(HttpRequest request) =>
        !request.Path.HasValue && HttpMethods.IsOptions(request.Method);

    private static Task AnswerOptionsAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>
    /// YARP brings data protection along for its session cookies, which are not used here; it would write into the
    /// user's home directory at the start.
    /// </summary>
    private static void DropKeyRing(IServiceCollection services)
    {
        services.RemoveAll<ISessionAffinityPolicy>();
        var keyRing = services.FirstOrDefault(static service =>
            service.ServiceType == typeof(IHostedService)
            && service.ImplementationType?.Namespace?.StartsWith(
                "Microsoft.AspNetCore.DataProtection",
                StringComparison.Ordinal
            ) == true
        );
        if (keyRing is not null)
        {
            services.Remove(keyRing);
        }
    }
}
