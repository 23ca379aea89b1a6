using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Console;

namespace LbPlatform.DataPlane;

/// <summary>
/// Settings of the runtime and the server that a proxy wants otherwise than an application does. Each can be switched
/// off from outside, to measure what it is worth:
/// <list type="table">
/// <listheader><term>what</term><description>why; how to switch it off</description></listheader>
/// <item><term>inline completions, in the runtime and in the server together</term><description>a request crosses
/// threads four to six times otherwise; one of the two alone is slower than none. Nothing on the request path may
/// block. <c>DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=0</c></description></item>
/// <item><term>ThreadPool.UnfairSemaphoreSpinLimit 0 (project file)</term><description>idle workers spin otherwise, on
/// the cores that the backends need. <c>DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=46</c> (hexadecimal)</description></item>
/// <item><term>workstation, non-concurrent GC (project file)</term><description>the heap is small and the garbage
/// young: no background thread, little memory. <c>DOTNET_gcServer=1</c>, <c>DOTNET_gcConcurrent=1</c></description></item>
/// <item><term>tiered PGO (project file)</term><description>published gain for this stack: a fifth.
/// <c>DOTNET_TieredPGO=0</c></description></item>
/// <item><term>HTTP/2 windows towards backends do not grow (project file)</term><description>the runtime would measure the
/// way with pings, for which gRPC servers end connections, and let 16 MiB of a response wait here.
/// <c>DOTNET_SYSTEM_NET_HTTP_SOCKETSHTTPHANDLER_HTTP2FLOWCONTROL_DISABLEDYNAMICWINDOWSIZING=0</c></description></item>
/// <item><term>log category Hosting.Diagnostics None (appsettings.json)</term><description>an Activity and a scope are
/// made for each request otherwise. <c>LB_Logging__LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics=Information</c></description></item>
/// <item><term>no Server field, no trace propagation</term><description>the response is the backend's; trace headers
/// pass as the client sent them.</description></item>
/// </list>
/// </summary>
internal static class HostTuning
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Must run before the first socket is made: the runtime reads the variable when it makes one.</summary>
    public static void BeforeFirstSocket()
    {
        if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
        {
            Environment.SetEnvironmentVariable(InlineCompletions, "1");
        }
    }

    /// <summary>The server's part.</summary>
    public static void AddHostTuning(this WebApplicationBuilder builder)
    {
        builder.Services.Configure<SocketTransportOptions>(static transport =>
            transport.UnsafePreferInlineScheduling =
                Environment.GetEnvironmentVariable(InlineCompletions) == "1"
        );
        builder.Services.Configure<KestrelServerOptions>(static server =>
            server.AddServerHeader = false
        );
        // A reader of our output that is slow must not hold up requests.
        builder.Services.Configure<ConsoleLoggerOptions>(static console =>
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite
        );
    }
}
