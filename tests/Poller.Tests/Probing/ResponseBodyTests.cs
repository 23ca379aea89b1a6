using System.Text;
using LbPlatform.Poller.Probing;

namespace LbPlatform.Poller.Tests.Probing;

public sealed class ResponseBodyTests
{
    private const string Chunked = "Transfer-Encoding: chunked\r\n";

    [Theory]
    [InlineData("Content-Length: 4\r\n", "neadle", false, true)]
    [InlineData("Content-Length: 9\r\n", "a needle", true, false)]
    [InlineData("Content-Length: 8\r\n", "a needle", true, true)]
    [InlineData("Content-Length: 0\r\n", "needle", false, true)]
    [InlineData("", "a needle", true, false)]
    [InlineData(Chunked, "3\r\nnee\r\n3\r\ndle\r\n0\r\n\r\n", true, true)]
    [InlineData(Chunked, "3;a=b\r\nnee\r\n3 \r\ndle\r\n000\r\nT: needle\r\n\r\n", true, true)]
    [InlineData(Chunked, "A\nneedle1234\n0\n\n", true, true)]
    [InlineData(Chunked, "3\r\nnee\r\n0\r\ndle\r\n", false, true)]
    [InlineData(Chunked, "3\r\nnee\r\n3\r\n", false, false)]
    // The last coding counts, and it wins over a length.
    [InlineData(
        "Content-Length: 2\r\nTransfer-Encoding: gzip, Chunked\r\n",
        "6\r\nneedle\r\n",
        true,
        false
    )]
    public void Read_EachFraming_FindsTheTextAndTheEndHoweverItIsCut(
        string fields,
        string body,
        bool isFound,
        bool isComplete
    )
    {
        foreach (var step in new[] { 1, 3, body.Length })
        {
            var (read, search) = (Body(fields), new BodySearch("needle"));
            foreach (var part in Encoding.ASCII.GetBytes(body).Chunk(step))
            {
                read.Read(part, search);
            }

            Assert.Equal((isFound, isComplete), (search.IsFound, read.IsComplete));
        }
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("x\r\n")]
    [InlineData("-1\r\n")]
    [InlineData("1\r\nab\r\n")]
    [InlineData("1234567890abcdef\r\n")]
    public void Read_MalformedChunk_IsRefused(string body)
    {
        var refused = Assert.Throws<ProbeFailureException>(() =>
            Body(Chunked).Read(Encoding.ASCII.GetBytes(body), new BodySearch("x"))
        );

        Assert.Equal(ProbeOutcome.Protocol, refused.Outcome);
        Assert.StartsWith("the answer's body has a malformed chunk '", refused.Message);
    }

    [Fact]
    public void NoBody_IsCompleteFromTheStart()
    {
        var head = new ResponseHead();
        head.Read("HTTP/1.1 204 No Content\r\n\r\n"u8);

        Assert.True(new ResponseBody(head, hasBody: false).IsComplete);
        Assert.False(new ResponseBody(head, hasBody: true).IsComplete);
        Assert.True(new ResponseBody(head, hasBody: true).MayEndHere);
    }

    private static ResponseBody Body(string fields)
    {
        var head = new ResponseHead();
        Assert.NotNull(head.Read(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{fields}\r\n")));
        return new ResponseBody(head, hasBody: true);
    }
}
