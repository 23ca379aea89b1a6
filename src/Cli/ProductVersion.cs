using System.Reflection;

namespace LbPlatform.Cli;

/// <summary>This program's version, without the commit that the build appends.</summary>
internal static class ProductVersion
{
    public static string Text { get; } =
        (
            typeof(ProductVersion)
                .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                ?.InformationalVersion
            ?? "0"
        ).Split('+')[0];
}
