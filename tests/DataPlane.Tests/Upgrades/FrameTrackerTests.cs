using LbPlatform.DataPlane.Upgrades;

namespace LbPlatform.DataPlane.Tests.Upgrades;

public sealed class FrameTrackerTests
{
    private static readonly byte[] Short = [0x81, 0x02, 1, 2];
    private static readonly byte[] Masked = [0x82, 0x83, 9, 9, 9, 9, 1, 2, 3];
    private static readonly byte[] Empty = [0x89, 0x00];
    private static readonly byte[] Medium = [0x81, 126, 0x01, 0x00, .. new byte[256]];
    private static readonly byte[] Long =
    [
        0x81,
        127 | 0x80,
        0,
        0,
        0,
        0,
        0,
        1,
        0,
        0,
        1,
        2,
        3,
        4,
        .. new byte[65_536],
    ];

    [Fact]
    public void Advance_InAnyPieces_FindsEveryBoundary()
    {
        byte[][] frames = [Short, Masked, Empty, Medium, Long, Empty, Short];
        byte[] all = [.. frames.SelectMany(static frame => frame)];
        var ends = frames
            .Select((_, n) => frames.Take(n + 1).Sum(static f => f.Length))
            .ToHashSet();
        foreach (var piece in new[] { 1, 3, 7, 1000 })
        {
            var tracker = new FrameTracker();
            for (var at = 0; at < all.Length; at += piece)
            {
                var length = Math.Min(piece, all.Length - at);
                Assert.Equal(length, tracker.Advance(all.AsSpan(at, length)));
                Assert.Equal(ends.Contains(at + length), tracker.IsBetween);
            }
        }
    }

    [Fact]
    public void Advance_ToTheBoundary_StopsThere()
    {
        byte[] all = [.. Masked, .. Short];
        var tracker = new FrameTracker();
        tracker.Advance(all.AsSpan(0, 5));

        Assert.Equal(Masked.Length - 5, tracker.Advance(all.AsSpan(5), toBoundary: true));
        Assert.True(tracker.IsBetween);
        Assert.Equal(0, tracker.Advance(all.AsSpan(Masked.Length), toBoundary: true));
    }

    [Fact]
    public void HasClosed_AfterACloseFrameOnly()
    {
        var tracker = new FrameTracker();
        tracker.Advance(Short);
        Assert.False(tracker.HasClosed);

        tracker.Advance([0x88, 0x02, 3, 0xE8]);

        Assert.True(tracker.HasClosed);
    }
}
