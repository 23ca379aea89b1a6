namespace LbPlatform.Hosting;

/// <summary>What is wrong with settings that could not even be read into their options, in words for who wrote them. Pure.</summary>
public static class SettingsFault
{
    private const string Binder = "Microsoft.Extensions.Configuration.Binder";
    private const string Unknown = "were not found on the instance of ";

    /// <summary>The explanation; <c>null</c> where <paramref name="failure"/> is something else.</summary>
    public static string? Explain(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (failure is not InvalidOperationException { Source: Binder })
        {
            return null;
        }

        // The outer ones say that an element of a list failed, the innermost says what.
        var what = failure;
        while (what.InnerException is InvalidOperationException inner)
        {
            what = inner;
        }

        var at = what.Message.IndexOf(Unknown, StringComparison.Ordinal);
        return at >= 0 ? UnknownNames(what.Message[(at + Unknown.Length)..])
            : what.InnerException is { } reason ? $"{what.Message} {reason.Message}"
            : what.Message;
    }

    /// <summary>From <c>LbPlatform.DataPlane.DataPlaneOptions: 'Urll', 'Foo'</c>.</summary>
    private static string UnknownNames(string typeAndNames)
    {
        var colon = typeAndNames.IndexOf(": ", StringComparison.Ordinal);
        var (type, names) =
            colon < 0
                ? ("", typeAndNames)
                : (typeAndNames[..colon].Split('.', '+')[^1], typeAndNames[(colon + 2)..]);
        return $"There is no setting named {names} ({type}). Correct the name, or leave it out.";
    }
}
