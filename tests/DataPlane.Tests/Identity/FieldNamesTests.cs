using LbPlatform.DataPlane.Identity;

namespace LbPlatform.DataPlane.Tests.Identity;

public sealed class FieldNamesTests
{
    [Theory]
    [InlineData("x-forwarded-for", true)]
    [InlineData("X-Forwarded-Port", true)]
    [InlineData("X_Forwarded_For", true)]
    [InlineData("x-forwarded_host", true)]
    [InlineData("forwarded", true)]
    [InlineData("X-Forwarded", true)]
    [InlineData("X-Forwarded-", true)]
    [InlineData("X-Forwardedness", false)]
    [InlineData("X-Forward", false)]
    [InlineData("Forwarder", false)]
    [InlineData("", false)]
    public void AreForwarding_WhatSaysWhoTheClientIs(string name, bool expected) =>
        Assert.Equal(expected, FieldNames.AreForwarding(name));

    [Theory]
    [InlineData("X-Request-Id", "x_request_id", true)]
    [InlineData("X-Request-Id", "X-Request_ID", true)]
    [InlineData("X-Request-Id", "X.Request.Id", false)]
    [InlineData("X-Request-Id", "X-Request-I", false)]
    public void Lax_Names_AreComparedAsTheLaxestBackendDoes(string one, string other, bool expected)
    {
        Assert.Equal(expected, FieldNames.Lax.Equals(one, other));
        Assert.Equal(
            expected,
            FieldNames.Lax.GetHashCode(one) == FieldNames.Lax.GetHashCode(other)
        );
    }
}
