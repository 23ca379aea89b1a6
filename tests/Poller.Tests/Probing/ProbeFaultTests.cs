using System.Net.Sockets;
using System.Security.Authentication;
using LbPlatform.Poller.Probing;

namespace LbPlatform.Poller.Tests.Probing;

public sealed class ProbeFaultTests
{
    [Theory]
    [InlineData(SocketError.ConnectionRefused, ProbeOutcome.Refused)]
    [InlineData(SocketError.HostUnreachable, ProbeOutcome.Refused)]
    [InlineData(SocketError.NetworkUnreachable, ProbeOutcome.Refused)]
    [InlineData(SocketError.HostNotFound, ProbeOutcome.Dns)]
    [InlineData(SocketError.TryAgain, ProbeOutcome.Dns)]
    [InlineData(SocketError.ConnectionReset, ProbeOutcome.Reset)]
    [InlineData(SocketError.Shutdown, ProbeOutcome.Reset)]
    [InlineData(SocketError.TimedOut, ProbeOutcome.Timeout)]
    // The poller's own: no verdict may change.
    [InlineData(SocketError.TooManyOpenSockets, ProbeOutcome.Error)]
    [InlineData(SocketError.NoBufferSpaceAvailable, ProbeOutcome.Error)]
    [InlineData(SocketError.AddressNotAvailable, ProbeOutcome.Error)]
    [InlineData(SocketError.NetworkDown, ProbeOutcome.Error)]
    [InlineData(SocketError.AccessDenied, ProbeOutcome.Error)]
    [InlineData(SocketError.Fault, ProbeOutcome.Error)]
    public void Of_SocketError_IsTheOutcomeOfTheTable(SocketError error, ProbeOutcome outcome)
    {
        var failure = new SocketException((int)error);

        Assert.Equal(outcome, Of(failure, ProbeStep.Connect).Outcome);
        // NetworkStream wraps them.
        Assert.Equal(outcome, Of(new IOException("", failure), ProbeStep.Answer).Outcome);
    }

    [Theory]
    [InlineData(ProbeStep.Resolve, ProbeOutcome.Dns, "the name was not resolved within 2s")]
    [InlineData(ProbeStep.Connect, ProbeOutcome.Timeout, "no connection within 2s")]
    [InlineData(ProbeStep.Handshake, ProbeOutcome.Timeout, "no TLS handshake within 2s")]
    [InlineData(ProbeStep.Answer, ProbeOutcome.Timeout, "no answer within 2s")]
    internal void Of_TimeOut_SaysWhatDidNotCome(
        ProbeStep step,
        ProbeOutcome outcome,
        string detail
    ) => Assert.Equal(new(outcome, detail), Of(new OperationCanceledException(), step));

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
