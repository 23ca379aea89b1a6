using System.Net.Sockets;
using System.Security.Authentication;
using LbPlatform.Poller.Probing;

namespace LbPlatform.Poller.Tests.Probing;

public sealed class ProbeFaultTests
{
    [Theory]
    [InlineData(SocketError.ConnectionRefused, ProbeOutcome.Refused, ProbeReach.Host)]
    [InlineData(SocketError.HostUnreachable, ProbeOutcome.Refused, ProbeReach.NoNetwork)]
    [InlineData(SocketError.NetworkUnreachable, ProbeOutcome.Refused, ProbeReach.NoNetwork)]
    [InlineData(SocketError.HostNotFound, ProbeOutcome.Dns, ProbeReach.Names)]
    [InlineData(SocketError.TryAgain, ProbeOutcome.Dns, ProbeReach.NoNames)]
    [InlineData(SocketError.ConnectionReset, ProbeOutcome.Reset, ProbeReach.Host)]
    [InlineData(SocketError.Shutdown, ProbeOutcome.Reset, ProbeReach.Host)]
    [InlineData(SocketError.TimedOut, ProbeOutcome.Timeout, ProbeReach.NoNetwork)]
    // The poller's own: no verdict may change.
    [InlineData(SocketError.TooManyOpenSockets, ProbeOutcome.Error, ProbeReach.None)]
    [InlineData(SocketError.NoBufferSpaceAvailable, ProbeOutcome.Error, ProbeReach.None)]
    [InlineData(SocketError.AddressNotAvailable, ProbeOutcome.Error, ProbeReach.None)]
    [InlineData(SocketError.NetworkDown, ProbeOutcome.Error, ProbeReach.None)]
    [InlineData(SocketError.AccessDenied, ProbeOutcome.Error, ProbeReach.None)]
    [InlineData(SocketError.Fault, ProbeOutcome.Error, ProbeReach.None)]
    internal void Of_SocketError_IsTheOutcomeOfTheTable(
        SocketError error,
        ProbeOutcome outcome,
        ProbeReach reach
    )
    {
        var failure = new SocketException((int)error);

        var found = Of(failure, ProbeStep.Connect);
        Assert.Equal((outcome, reach), (found.Outcome, found.Reach));
        // NetworkStream wraps them.
        Assert.Equal(outcome, Of(new IOException("", failure), ProbeStep.Answer).Outcome);
    }

    [Theory]
    [InlineData(
        ProbeStep.Resolve,
        ProbeOutcome.Dns,
        "the name was not resolved within 2s",
        ProbeReach.NoNames
    )]
    [InlineData(
        ProbeStep.Connect,
        ProbeOutcome.Timeout,
        "no connection within 2s",
        ProbeReach.NoNetwork
    )]
    [InlineData(
        ProbeStep.Handshake,
        ProbeOutcome.Timeout,
        "no TLS handshake within 2s",
        ProbeReach.Host
    )]
    [InlineData(ProbeStep.Answer, ProbeOutcome.Timeout, "no answer within 2s", ProbeReach.Host)]
    [InlineData(
        ProbeStep.Body,
        ProbeOutcome.Timeout,
        "the expected text did not come within 2s",
        ProbeReach.Host
    )]
    internal void Of_TimeOut_SaysWhatDidNotCome(
        ProbeStep step,
        ProbeOutcome outcome,
        string detail,
        ProbeReach reach
    ) => Assert.Equal(new(outcome, detail, reach), Of(new OperationCanceledException(), step));

    [Fact]
    public void Of_BrokenHandshake_IsTls()
    {
        Assert.Equal(
            ProbeOutcome.Tls,
            Of(new AuthenticationException("no"), ProbeStep.Handshake).Outcome
        );
        Assert.Equal(ProbeOutcome.Tls, Of(new IOException("eof"), ProbeStep.Handshake).Outcome);
    }

    [Fact]
    public void Of_AnythingUnforeseen_IsThePollersOwn()
    {
        Assert.Equal(
            ProbeOutcome.Error,
            Of(new InsufficientMemoryException(), ProbeStep.Answer).Outcome
        );
        Assert.Equal(ProbeOutcome.Error, Of(new FormatException("x"), ProbeStep.Answer).Outcome);
    }

    private static ProbeFault Of(Exception failure, ProbeStep step) =>
        ProbeFault.Of(failure, step, TimeSpan.FromSeconds(2));
}
