namespace LbPlatform.State.Store.Health;

/// <summary>A backend as the health store names it in its history.</summary>
/// <param name="BackendId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Pool">Its pool's name.</param>
/// <param name="Url">Where it is probed.</param>
public sealed record ProbedBackend(string BackendId, string Name, string Pool, string Url);
