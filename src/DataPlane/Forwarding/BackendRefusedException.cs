namespace LbPlatform.DataPlane.Forwarding;

/// <summary>The backend said that it has not looked at the request, whose body is used up nevertheless.</summary>
internal sealed class BackendRefusedException()
    : IOException("The backend refused the request unread, and its body cannot be sent again.");
