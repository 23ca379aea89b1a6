using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LbPlatform.Poller.Probing;

namespace LbPlatform.Poller.Tests.Probing;

public sealed class BodySearchTests
{
    /// <summary>However a body is cut, its text is found where string search finds it.</summary>
    [Fact]
    public void Append_AnyBodyCutAnywhere_IsWhatSearchingTheWholeSays() =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue).ToArbitrary(),
                static seed =>
                {
                    var random = new Random(seed);
                    var text = Letters(random, random.Next(1, 6));
                    var body = Letters(random, random.Next(0, 60));
                    var search = new BodySearch(text);
                    for (var at = 0; at < body.Length; )
                    {
                        var count = Math.Min(random.Next(0, 5), body.Length - at);
                        search.Append(Encoding.ASCII.GetBytes(body.Substring(at, count)));
                        at += count;
                    }

                    return search.IsFound == body.Contains(text, StringComparison.Ordinal)
                        && search.Bytes == body.Length;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Append_BeyondTheLimit_IsNotLookedAt()
    {
        var search = new BodySearch("ok");
        search.Append(new byte[ProbeSettings.MostBodyBytes - 1]);
        search.Append("ok"u8);

        Assert.True(search.IsDone);
        Assert.False(search.IsFound);
        Assert.Equal(
            "the body did not contain 'ok' in its first 64 KiB; it began with '\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00'",
            search.ToFault("the body").Detail
        );
    }

    [Fact]
    public void ToFault_SaysWhatWasExpectedAndWhatCame()
    {
        var search = new BodySearch("grün");
        Assert.Equal(
            "the body did not contain 'gr\\xc3\\xbcn': it was empty",
            search.ToFault("the body").Detail
        );

        search.Append("rot\r\n"u8);
        Assert.Equal(
            "the body did not contain 'gr\\xc3\\xbcn'; it began with 'rot\\x0d\\x0a'",
            search.ToFault("the body").Detail
        );
        search.Append("grün"u8);
        Assert.True(search.IsFound);
    }

    private static string Letters(Random random, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(_ => (char)('a' + random.Next(2))));
}
