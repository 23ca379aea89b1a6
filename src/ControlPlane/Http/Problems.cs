namespace LbPlatform.ControlPlane.Http;

/// <summary>The catalogue of refusals. docs/api.md tells what to do about each.</summary>
internal static class Problems
{
    public static readonly ProblemKind Invalid = new("invalid", 400, "Several values are refused");
    public static readonly ProblemKind MalformedJson = new("malformed_json", 400, "Not JSON");
    public static readonly ProblemKind UnknownField = new("unknown_field", 400, "Unknown field");
    public static readonly ProblemKind WrongType = new("wrong_type", 400, "Wrong type");
    public static readonly ProblemKind Required = new("required", 400, "Missing value");
    public static readonly ProblemKind BadName = new("bad_name", 400, "Not a name");
    public static readonly ProblemKind BadUrl = new("bad_url", 400, "Not the URL of a backend");
    public static readonly ProblemKind Loop = new("loop", 400, "Points back at the platform");
    public static readonly ProblemKind ForbiddenAddress = new(
        "forbidden_address",
        400,
        "No address for a backend"
    );
    public static readonly ProblemKind BadNetwork = new("bad_network", 400, "Not a network");
    public static readonly ProblemKind UnknownPool = new("unknown_pool", 400, "No such pool");
    public static readonly ProblemKind BadValue = new("bad_value", 400, "Value not possible");
    public static readonly ProblemKind BadProbe = new("bad_probe", 400, "Probe not possible");
    public static readonly ProblemKind BadBalancing = new(
        "bad_balancing",
        400,
        "Balancing not possible"
    );
    public static readonly ProblemKind BadResilience = new(
        "bad_resilience",
        400,
        "Resilience not possible"
    );
    public static readonly ProblemKind BadTransport = new(
        "bad_transport",
        400,
        "Transport not possible"
    );
    public static readonly ProblemKind BadAffinity = new(
        "bad_affinity",
        400,
        "Affinity not possible"
    );
    public static readonly ProblemKind BadRoute = new("bad_route", 400, "Route not possible");
    public static readonly ProblemKind BadLimit = new("bad_limit", 400, "Limit not possible");
    public static readonly ProblemKind BadQuery = new("bad_query", 400, "Query not understood");
    public static readonly ProblemKind BadHeader = new("bad_header", 400, "Header not understood");
    public static readonly ProblemKind BadRequest = new("bad_request", 400, "Not understood");
    public static readonly ProblemKind NotFound = new("not_found", 404, "Not there");
    public static readonly ProblemKind Method = new("method", 405, "Method not possible here");
    public static readonly ProblemKind Exists = new("exists", 409, "Exists already");
    public static readonly ProblemKind InUse = new("in_use", 409, "Still in use");
    public static readonly ProblemKind Permanent = new("permanent", 409, "Stays as it is");
    public static readonly ProblemKind CutsOff = new("cuts_off", 409, "Would cut backends off");
    public static readonly ProblemKind InFlight = new("in_flight", 409, "Still being answered");
    public static readonly ProblemKind Limit = new("limit", 409, "Too many");
    public static readonly ProblemKind Unreadable = new("unreadable", 409, "Row not readable");
    public static readonly ProblemKind Changed = new("changed", 412, "Changed meanwhile");
    public static readonly ProblemKind TooLarge = new("too_large", 413, "Body too large");
    public static readonly ProblemKind MediaType = new("media_type", 415, "Not JSON by its type");
    public static readonly ProblemKind KeyReused = new("key_reused", 422, "Key of another request");
    public static readonly ProblemKind Internal = new("internal", 500, "A fault of ControlPlane");
    public static readonly ProblemKind Store = new("store", 503, "Store not available");
    public static readonly ProblemKind NoDataPlane = new("no_data_plane", 503, "No data plane");
    public static readonly ProblemKind SilentDataPlane = new(
        "silent_data_plane",
        504,
        "The data plane does not answer"
    );

    /// <summary>Every kind there is.</summary>
    public static readonly IReadOnlyList<ProblemKind> All =
    [
        Invalid,
        MalformedJson,
        UnknownField,
        WrongType,
        Required,
        BadName,
        BadUrl,
        Loop,
        ForbiddenAddress,
        BadNetwork,
        UnknownPool,
        BadValue,
        BadProbe,
        BadBalancing,
        BadResilience,
        BadTransport,
        BadAffinity,
        BadRoute,
        BadLimit,
        BadQuery,
        BadHeader,
        BadRequest,
        NotFound,
        Method,
        Exists,
        InUse,
        Permanent,
        CutsOff,
        InFlight,
        Limit,
        Unreadable,
        Changed,
        TooLarge,
        MediaType,
        KeyReused,
        Internal,
        Store,
        NoDataPlane,
        SilentDataPlane,
    ];
}
