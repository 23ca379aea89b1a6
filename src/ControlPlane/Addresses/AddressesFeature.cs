using System.Net;

namespace LbPlatform.ControlPlane.Addresses;

/// <summary>Which addresses backends may have, asked before each write.</summary>
internal static class AddressesFeature
{
    public static void AddAddresses(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(static services => new AddressLookUp(
            Dns.GetHostAddressesAsync,
            services.GetRequiredService<TimeProvider>()
        ));
        builder.Services.AddSingleton<SurroundingsReader>();
    }
}
