namespace LbPlatform.ControlPlane.Probes;

/// <summary>
/// Whether settings that others inherit still fit what those say for themselves: the platform's or a pool's interval
/// may be shorter than a backend's own timeout. Pure.
/// </summary>
internal static class EffectiveProbes
{
    /// <summary>Resources named at most; with them mended, the next attempt names the rest.</summary>
    public const int MostNamed = 10;

    /// <summary>Notes every resource whose effective settings would not fit together.</summary>
    public static void Check(ConfigurationSnapshot after, List<FieldError> errors)
    {
        if (errors.Count > 0)
        {
            return;
        }

        var platform = ProbeValidator.RefuseEffective(
            after.Settings.Probe,
            "/probe",
            "The platform"
        );
        if (platform is not null)
        {
            errors.Add(platform);
            return;
        }

        var pools = after.Pools.Select(pool =>
            ProbeValidator.RefuseEffective(
                after.Settings.Probe.With(pool.Probe),
                "/probe",
                $"Pool '{pool.Name}'"
            )
        );
        var backends = after.Backends.Select(backend =>
            ProbeValidator.RefuseEffective(
                after.ProbeSettingsOf(backend),
                "/probe",
                $"Backend '{backend.Name}'"
            )
        );
        errors.AddRange(pools.Concat(backends).OfType<FieldError>().Take(MostNamed));
    }
}
