using System.Text;
using LbPlatform.DataPlane.Strictness;

namespace LbPlatform.DataPlane.Tests.Strictness;

public sealed class LengthTextTests
{
    /// <summary>The room that the server gives.</summary>
    private const int Room = 20;

    [Theory]
    [InlineData("0")]
    [InlineData("0005")]
    [InlineData("9223372036854775807")]
    public void GetChars_Digits_AreKept(string text) => Assert.Equal(text, Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("+5")]
    [InlineData("-0")]
    [InlineData(" 5")]
    [InlineData("5\v")]
    [InlineData("5\0")]
    [InlineData("0x5")]
    [InlineData("5,5")]
    [InlineData("00000000000000000005")]
    [InlineData("99999999999999999999999999999999999999")]
    public void GetChars_AnythingElse_IsNoNumber(string text) => Assert.Equal("x", Read(text));

    private static string Read(string text)
    {
        Span<char> chars = stackalloc char[Room];
        return chars[..new LengthText().GetChars(Encoding.Latin1.GetBytes(text), chars)].ToString();
    }
}
