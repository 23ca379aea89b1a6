using System.Threading.Channels;

namespace LbPlatform.Cli.Terminal;

/// <summary>
/// Everything that a running platform prints, in one order: results and the children's lines to standard output,
/// what the command says itself to standard error. A terminal that stands still (Ctrl-S, a full pipe) holds nobody
/// up: lines wait in a bounded queue, and what does not fit is counted and dropped.
/// </summary>
internal sealed class LineQueue : IAsyncDisposable
{
    /// <summary>Lines that wait at most.</summary>
    public const int MostWaiting = 10_000;

    private static readonly TimeSpan LastLinesWithin = TimeSpan.FromSeconds(2);

    private readonly Channel<Line> _waiting = Channel.CreateBounded<Line>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true }
    );

    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly LinePrefix _prefix;
    private readonly TimeProvider _time;
    private readonly Task _writing;
    private int _dropped;

    public LineQueue(TextWriter output, TextWriter error, LinePrefix prefix, TimeProvider time)
    {
        _output = output;
        _error = error;
        _prefix = prefix;
        _time = time;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Hands on a child's line under its name.</summary>
    public void Pass(string child, string line) => Enqueue(new(_output, _prefix.Put(child, line)));

    /// <summary>Prints a result.</summary>
    public void Print(string line) => Enqueue(new(_output, line));

    /// <summary>Says something of this command's own.</summary>
    public void Say(string line) => Enqueue(new(_error, _prefix.Put("lb", line)));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(LastLinesWithin, _time));
    }

    private void Enqueue(Line line)
    {
        if (!_waiting.Writer.TryWrite(line))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync())
            {
                var last = _output;
                while (_waiting.Reader.TryRead(out var line))
                {
                    if (line.To != last)
                    {
                        // Both mostly end on one screen, where the order tells what caused what.
                        await last.FlushAsync();
                        last = line.To;
                    }

                    await line.To.WriteLineAsync(line.Text);
                    if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
                    {
                        await _error.WriteLineAsync(
                            _prefix.Put(
                                "lb",
                                $"{dropped} lines were dropped: the terminal is too slow"
                            )
                        );
                    }
                }

                await _output.FlushAsync();
                await _error.FlushAsync();
            }
        }
        catch (IOException)
        {
            // Nobody reads any more; the platform goes on.
        }
    }

    private readonly record struct Line(TextWriter To, string Text);
}
