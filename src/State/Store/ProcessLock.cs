namespace LbPlatform.State.Store;

/// <summary>
/// Keeps a second writer of the same kind away from a store. The operating system frees it when the process ends,
/// however it ends.
/// </summary>
public sealed class ProcessLock : IDisposable
{
    private readonly FileStream _held;

    private ProcessLock(FileStream held) => _held = held;

    /// <summary>Takes the lock of <paramref name="process"/> on the store, for this process's life.</summary>
    /// <exception cref="StoreUnavailableException">Another process has it, or the directory cannot be written.</exception>
    public static ProcessLock Take(StoreOptions options, string process)
    {
        ArgumentNullException.ThrowIfNull(options);
        var file = options.LockFile(process);
        MakeDirectory(Path.GetDirectoryName(file)!);
        try
        {
            return new ProcessLock(
                new FileStream(
                    file,
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None,
                    bufferSize: 0
                )
            );
        }
        catch (UnauthorizedAccessException inner)
        {
            throw CannotWrite(Path.GetDirectoryName(file)!, inner);
        }
        catch (IOException inner)
        {
            throw new StoreUnavailableException(
                $"Another {process} already writes to '{Path.GetDirectoryName(file)}'. Stop it, or name another directory with --data DIR. ({inner.Message})",
                inner
            );
        }
    }

    /// <inheritdoc />
    public void Dispose() => _held.Dispose();

    private static void MakeDirectory(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception inner) when (inner is UnauthorizedAccessException or IOException)
        {
            throw CannotWrite(directory, inner);
        }
    }

    private static StoreUnavailableException CannotWrite(string directory, Exception inner) =>
        new(
            $"Cannot write to the data directory '{directory}'. Give this user the right to, or name another with --data DIR.",
            inner
        );
}
