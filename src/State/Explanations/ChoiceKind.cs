namespace LbPlatform.State.Explanations;

/// <summary>How sure it is who gets a request.</summary>
public enum ChoiceKind
{
    /// <summary>Nobody can be chosen.</summary>
    Nobody,

    /// <summary>This request gets this backend, as long as nothing changes.</summary>
    Certain,

    /// <summary>It is this backend's turn; another request may come first. Probabilities are exact, over a whole turn.</summary>
    Turn,

    /// <summary>Lots are drawn. Probabilities are counted over 10,000 draws: right within 0.015.</summary>
    Drawn,
}
