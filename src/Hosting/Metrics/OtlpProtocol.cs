namespace LbPlatform.Hosting.Metrics;

/// <summary>How a collector is spoken to.</summary>
public enum OtlpProtocol
{
    /// <summary>Protobuf over HTTP/1.1; a collector's port is 4318.</summary>
    Http,

    /// <summary>gRPC; a collector's port is 4317.</summary>
    Grpc,
}
