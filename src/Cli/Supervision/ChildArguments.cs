namespace LbPlatform.Cli.Supervision;

/// <summary>Settings of a child, as its command line takes them.</summary>
internal static class ChildArguments
{
    /// <summary>The child ends when its standard input ends (SupervisedLifetime).</summary>
    public static readonly string[] Supervised = Set("Supervised", "true");

    public static string[] Set(string key, string value) => [$"--{key}", value];

    public static string[] SetIf(bool condition, string key) => condition ? Set(key, "true") : [];
}
