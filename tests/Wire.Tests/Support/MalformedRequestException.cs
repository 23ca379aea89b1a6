namespace LbPlatform.Wire.Tests.Support;

/// <summary>Bytes are no request; the message says what a request has.</summary>
internal sealed class MalformedRequestException(string rule) : Exception(rule);
