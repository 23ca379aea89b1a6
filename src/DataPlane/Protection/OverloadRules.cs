namespace LbPlatform.DataPlane.Protection;

/// <summary>From which load on what is refused. Pure.</summary>
internal static class OverloadRules
{
    /// <summary>The part of a bound from which idle connections are closed early.</summary>
    public const double Pressed = 0.8;

    /// <summary>The part of the memory's bound under which it is no longer short: not the bound itself, so that it does not flap.</summary>
    public const double Relieved = 0.9;

    /// <summary>The part of the available memory that the heap may have where nothing is said.</summary>
    public const double OfAvailable = 0.7;

    /// <summary>Descriptors that are left to everything but traffic: store, logs, listeners, the admin's connections.</summary>
    public const int ReservedDescriptors = 256;

    /// <summary>Whether memory is short, given whether it was.</summary>
    public static bool IsShort(long used, long most, bool wasShort) =>
        used >= most * (wasShort ? Relieved : 1);

    /// <summary>Whether something is used up so far that idle connections should go.</summary>
    public static bool IsPressed(long used, long most) => used >= most * Pressed;

    /// <summary>
    /// Connections that may be open: what is asked for, but no more than descriptors suffice for, since each may need another
    /// towards a backend.
    /// </summary>
    public static int MostConnections(int asked, long descriptors) =>
        (int)Math.Clamp((descriptors - ReservedDescriptors) / 2, 1, asked);
}
