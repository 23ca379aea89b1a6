namespace LbPlatform.ControlPlane.Http;

/// <summary>The refusal of a name or id that nothing has.</summary>
internal static class Missing
{
    public static Problem Of(
        string what,
        string nameOrId,
        IEnumerable<string> known,
        string list
    ) =>
        Problem.Of(
            Problems.NotFound,
            $"There is no {what} '{Shown.Short(nameOrId)}'.{NearestNames.Ask(nameOrId, known)} GET {list} lists them."
        );
}
