using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace LbPlatform.State.Store.Sqlite;

/// <summary>
/// Joins Microsoft.Data.Sqlite to whichever SQLitePCLRaw (managed) and SQLite (native) there is.
/// LB_SQLITE = system | bundled | the path of a library; default: the newest of those found.
/// </summary>
public static class SqliteBinding
{
    private const string Core = "SQLitePCLRaw.core";
    private const string Provider = "SQLitePCLRaw.provider.e_sqlite3";
    private const string Bundled = "e_sqlite3";

    private static readonly Lazy<(nint Handle, string Name, int Version)> Chosen = new(Choose);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();

    /// <summary>Name and version number (3040001 is 3.40.1) of the native library in use.</summary>
    public static (string Name, int Version) Native => (Chosen.Value.Name, Chosen.Value.Version);

    /// <summary>
    /// Whether a checkpoint that races a commit of another connection is safe (sqlite.org/wal.html#walresetbug).
    /// Without it each file must have one writing process, which is how this platform is built.
    /// </summary>
    public static bool HasWalResetFix =>
        Native.Version
            is >= 3_051_003
                or (>= 3_050_007 and < 3_051_000)
                or (>= 3_044_006 and < 3_045_000);

    [ModuleInitializer]
    [SuppressMessage(
        "Usage",
        "CA2255:The 'ModuleInitializer' attribute should not be used in libraries",
        Justification = "It must be in place before the first use of Microsoft.Data.Sqlite."
    )]
    internal static void Install()
    {
        // Microsoft.Data.Sqlite was built against a newer SQLitePCLRaw.core than the one restored. The binder
        // refuses the lower version and then asks here: answer with the one beside the application. Never called
        // when the versions agree.
        var context =
            AssemblyLoadContext.GetLoadContext(typeof(SqliteBinding).Assembly)
            ?? AssemblyLoadContext.Default;
        context.Resolving += static (from, wanted) =>
            wanted is { Name: Core, Version: not null }
                ? from.LoadFromAssemblyName(new AssemblyName(Core))
                : null;

        // A resolver, not the ResolvingUnmanagedDll event: that one is asked only when the ordinary search failed,
        // and with the bundled library at hand it never does.
        NativeLibrary.SetDllImportResolver(
            context.LoadFromAssemblyName(new AssemblyName(Provider)),
            static (name, _, _) => name == Bundled ? Chosen.Value.Handle : 0
        );
    }

    private static (nint Handle, string Name, int Version) Choose()
    {
        var system =
            OperatingSystem.IsWindows() ? "winsqlite3.dll"
            : OperatingSystem.IsMacOS() ? "libsqlite3.dylib"
            : "libsqlite3.so.0";
        string[] candidates = Environment.GetEnvironmentVariable("LB_SQLITE") switch
        {
            null or "" => [system, Bundled],
            "system" => [system],
            "bundled" => [Bundled],
            var path => [path],
        };

        var provider = Assembly.Load(new AssemblyName(Provider));
        (nint Handle, string Name, int Version) best = default;
        foreach (var name in candidates)
        {
            DllImportSearchPath? where = name == system ? DllImportSearchPath.System32 : null;
            if (!NativeLibrary.TryLoad(name, provider, where, out var handle))
            {
                continue;
            }

            var version = VersionOf(handle);
            if (version > best.Version)
            {
                (best, handle) = ((handle, name, version), best.Handle);
            }

            if (handle != 0)
            {
                NativeLibrary.Free(handle);
            }
        }

        return best.Handle != 0
            ? best
            : throw new DllNotFoundException(
                $"No usable SQLite library among {string.Join(", ", candidates)}. Install libsqlite3, or set LB_SQLITE to the path of one."
            );
    }

    /// <summary>Its version, or 0 for a library without SQLITE_ENABLE_COLUMN_METADATA, which the provider needs.</summary>
    private static int VersionOf(nint library) =>
        NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var number)
        && NativeLibrary.TryGetExport(library, "sqlite3_column_table_name", out _)
            ? Marshal.GetDelegateForFunctionPointer<VersionNumber>(number)()
            : 0;
}
