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
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
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
            throw new StoreUnavailableException(
                $"Cannot write to the data directory '{Path.GetDirectoryName(file)}'. Give this user the right to, or name another with --data DIR.",
                inner
            );
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
}
