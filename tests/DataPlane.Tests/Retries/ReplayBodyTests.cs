using System.IO.Pipelines;
using LbPlatform.DataPlane.Retries;

namespace LbPlatform.DataPlane.Tests.Retries;

public sealed class ReplayBodyTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(100, 100)]
    [InlineData(9_000, 65_536)]
    [InlineData(65_536, 65_536)]
    public async Task Rewind_ShortBody_ReadsTheSameAgain(int length, int most)
    {
        var bytes = Bytes(length);
        await using var body = Over(bytes, most);

        Assert.Equal(bytes, await ReadAsync(body, length, 700));
        Assert.True(body.CanRewind);
        body.Rewind();
        Assert.Equal(bytes, await ReadAsync(body, length, 333));
        body.Rewind();
        Assert.Equal(bytes, await ReadAsync(body, length, 10_000));
    }

    [Fact]
    public async Task Rewind_HalfRead_GoesOnWhereTheFirstReaderStopped()
    {
        var bytes = Bytes(5_000);
        await using var body = Over(bytes, 65_536);
        await body.ReadExactlyAsync(new byte[1_234]);

        body.Rewind();

        Assert.Equal(bytes, await ReadAsync(body, bytes.Length, 1_000));
    }

    [Fact]
    public async Task Read_LongerThanIsKept_ComesWholeButOnce()
    {
        var bytes = Bytes(101);
        await using var body = Over(bytes, 100);

        Assert.Equal(bytes, await ReadAsync(body, bytes.Length, 60));

        Assert.False(body.CanRewind);
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    private static ReplayBody Over(byte[] bytes, int most)
    {
        var stream = new MemoryStream(bytes);
        return new(stream, PipeReader.Create(stream), most);
    }

    private static async Task<byte[]> ReadAsync(ReplayBody body, int length, int step)
    {
        var all = new List<byte>();
        var buffer = new byte[step];
        while (await body.ReadAsync(buffer) is > 0 and var count)
        {
            all.AddRange(buffer.AsSpan(0, count));
            Assert.True(all.Count <= length);
        }

        return [.. all];
    }
}
