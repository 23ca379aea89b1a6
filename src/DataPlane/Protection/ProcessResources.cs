using System.Globalization;

namespace LbPlatform.DataPlane.Protection;

/// <summary>What the machine gives this process, and what it has taken of it.</summary>
internal class ProcessResources
{
    private const string LimitsFile = "/proc/self/limits";
    private const string DescriptorLine = "Max open files";

    /// <summary>Size of the heap, in bytes, with what is not collected yet.</summary>
    public virtual long UsedMemory => GC.GetTotalMemory(forceFullCollection: false);

    /// <summary>Memory that the heap may have at all: the container's limit or the machine's memory.</summary>
    public virtual long AvailableMemory => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Descriptors that the process may have open; the runtime has raised its limit as far as it may.</summary>
    public virtual long Descriptors => ReadDescriptors();

    /// <summary>Gives back what nobody uses any more. Stops the process for a moment.</summary>
    public virtual void Collect() =>
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);

    private static long ReadDescriptors()
    {
        try
        {
            var line = Array.Find(
                File.ReadAllLines(LimitsFile),
                static line => line.StartsWith(DescriptorLine, StringComparison.Ordinal)
            );
            var soft = line?[DescriptorLine.Length..].Split(
                ' ',
                StringSplitOptions.RemoveEmptyEntries
            )[0];
            return long.TryParse(soft, CultureInfo.InvariantCulture, out var limit)
                ? limit
                : int.MaxValue;
        }
        catch (IOException)
        {
            // Not Linux: the limit is unknown, and what was asked for holds.
            return int.MaxValue;
        }
    }
}
