using System.Net;

namespace LbPlatform.DataPlane.Forwarding;

/// <summary>A body of no bytes.</summary>
internal sealed class EmptyContent : RequestContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        HasBegun = true;
        return Task.CompletedTask;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return true;
    }
}
