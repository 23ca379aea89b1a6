namespace LbPlatform.Wire.Tests.Cases;

/// <summary>A request as the backend must receive it.</summary>
/// <param name="StartLine">Its first line.</param>
/// <param name="Body">Its content, without framing.</param>
internal sealed record Reached(string StartLine, string Body = "")
{
    /// <summary>Lines that it has among its fields.</summary>
    public string[] Has { get; init; } = [];

    /// <summary>Names of fields that it has not.</summary>
    public string[] Lacks { get; init; } = [];
}
