using LbPlatform.Poller.Probing;

namespace LbPlatform.Poller.Tests.Probing;

public sealed class GrpcHealthTests
{
    [Theory]
    [InlineData("", "0000000000")]
    [InlineData("a.B", "00000000050A03612E42")]
    public void Request_Service_IsItsMessage(string service, string hex) =>
        Assert.Equal(hex, Convert.ToHexString(GrpcHealth.Request(service)));

    [Fact]
    public void Request_LongestService_HasALengthOfTwoBytes()
    {
        var request = GrpcHealth.Request(new string('x', ProbeSettings.LongestService));

        Assert.Equal("00000001030A8002", Convert.ToHexString(request[..8]));
        Assert.Equal(8 + ProbeSettings.LongestService, request.Length);
    }

    [Theory]
    [InlineData("00000000020801", 1)]
    [InlineData("00000000020802", 2)]
    [InlineData("0000000000", 0)]
    // Fields of a later version before and behind it; the last of two counts.
    [InlineData("000000000D120161" + "0802" + "1D00000000" + "0803" + "00", null)]
    [InlineData("000000000C120161" + "0802" + "1D00000000" + "0803", 3)]
    [InlineData("000000000B" + "190000000000000000" + "0801", 1)]
    [InlineData("00000000030880" + "01", 128)]
    [InlineData("01000000020801", null)]
    [InlineData("00000000030801", null)]
    [InlineData("000000000108", null)]
    [InlineData("00000000020880", null)]
    [InlineData("0000000003127F61", null)]
    [InlineData("00000000010B", null)]
    [InlineData("000000", null)]
    [InlineData("", null)]
    public void ReadStatus_Bytes_IsTheFieldOrNothing(string hex, int? status) =>
        Assert.Equal(status, GrpcHealth.ReadStatus(Convert.FromHexString(hex)));

    [Theory]
    [InlineData(0, "UNKNOWN")]
    [InlineData(2, "NOT_SERVING")]
    [InlineData(7, "status 7")]
    public void NameOf_Status_IsTheProtocolsWord(int status, string name) =>
        Assert.Equal(name, GrpcHealth.NameOf(status));
}
