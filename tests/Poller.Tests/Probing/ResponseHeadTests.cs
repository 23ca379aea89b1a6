using System.Text;
using LbPlatform.Poller.Probing;

namespace LbPlatform.Poller.Tests.Probing;

public sealed class ResponseHeadTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nA: b\r\n\r\n", 200)]
    [InlineData("HTTP/1.0 404 Not Found\r\n\r\n", 404)]
    [InlineData("HTTP/1.1 204\r\n\r\n", 204)]
    [InlineData("HTTP/1.1 204 \r\n\r\n", 204)]
    [InlineData("HTTP/1.1 599 x\n\n", 599)]
    [InlineData(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        200
    )]
    [InlineData("HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\nbody", 200)]
    public void Read_Http_GivesTheStatusHoweverItIsCut(string answer, int status)
    {
        var bytes = Encoding.Latin1.GetBytes(answer);

        Assert.Equal(status, new ResponseHead().Read(bytes));
        var byByte = new ResponseHead();
        Assert.Contains(
            status,
            bytes.Select(b => byByte.Read([b])).TakeWhile(s => s is null or > 0)
        );
    }

    [Theory]
    [InlineData("220 mail.test ESMTP\r\n", "the answer is not HTTP: it begins with '2'")]
    [InlineData("\x15\x03\x01", "the answer is not HTTP: it begins with '\\x15'")]
    [InlineData("HTTP/2.0 200 OK\r\n", "the answer has a malformed status line 'HTTP/2.0 200 OK'")]
    [InlineData(
        "HTTP/1.1 2000 OK\r\n",
        "the answer has a malformed status line 'HTTP/1.1 2000 OK'"
    )]
    [InlineData("HTTP/1.1 20 OK\r\n", "the answer has a malformed status line 'HTTP/1.1 20 OK'")]
    [InlineData("HTTP/1.1 099 OK\r\n", "the answer has a malformed status line 'HTTP/1.1 099 OK'")]
    [InlineData(
        "HTTP/1.1  200 OK\r\n",
        "the answer has a malformed status line 'HTTP/1.1  200 OK'"
    )]
    [InlineData("HTTP/1.1 +20 OK\r\n", "the answer has a malformed status line 'HTTP/1.1 +20 OK'")]
    [InlineData("HTTP/1.1 101 Switching\r\n", "the answer switches protocols unasked")]
    [InlineData(
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "the answer has a malformed field 'no colon'"
    )]
    public void Read_AnythingElse_IsRefusedWithWhatWasSeen(string answer, string detail)
    {
        var refusal = Assert.Throws<ProbeFailureException>(() =>
            new ResponseHead().Read(Encoding.Latin1.GetBytes(answer))
        );

        Assert.Equal((ProbeOutcome.Protocol, detail), (refusal.Outcome, refusal.Message));
    }

    [Fact]
    public void Read_EndlessHead_IsRefusedAtTheLimit()
    {
        var head = new ResponseHead();
        var line = Encoding.Latin1.GetBytes($"A: {new string('x', 1000)}\r\n");
        head.Read("HTTP/1.1 200 OK\r\n"u8);

        var refusal = Assert.Throws<ProbeFailureException>(() =>
        {
            for (var i = 0; i < 40; i++)
            {
                head.Read(line);
            }
        });

        Assert.Equal("the answer's head is longer than 32 KiB", refusal.Message);
    }
}
