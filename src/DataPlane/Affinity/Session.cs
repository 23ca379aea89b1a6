using LbPlatform.DataPlane.Balancing;
using LbPlatform.DataPlane.Eligibility;

namespace LbPlatform.DataPlane.Affinity;

/// <summary>
/// The tie of one request to the backend that served its client before. A wish, not a must: where that backend may not
/// serve, or failed this request, another one does.
/// </summary>
internal abstract class Session
{
    /// <summary>Says what became of the tie, where something did.</summary>
    public const string Field = "X-Lb-Affinity";

    /// <summary>The client's backend was not to be had: another one answered.</summary>
    public const string Repicked = "repicked";

    /// <summary>The backend for the next attempt; <c>null</c> where no other may serve.</summary>
    public abstract BackendState? Pick(Selection selection, in PickRequest request);

    /// <summary>The backend that the client is tied to, whether it may serve or not; <c>null</c> where there is none.</summary>
    public abstract BackendState? HomeIn(Selection selection);

    /// <summary>Takes out of the request what is between the client and us.</summary>
    public virtual void Ask(HttpContext context, HttpRequestMessage request) { }

    /// <summary>The answer of <paramref name="backend"/> goes to the client.</summary>
    public abstract void Answer(HttpContext context, BackendState backend);
}
