namespace Tracehouse;

/// <summary>
/// Makes an observation of each call of the method that is written in the source: arguments in, return value out, exceptions recorded. Done when the application
/// is compiled; a call that cannot be observed is a warning that says why (THO001 and following).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ObserveAttribute : Attribute
{
    /// <summary>What the observation is called; the method's name when null.</summary>
    public string? Name { get; set; }

    /// <summary>What the observation stands for.</summary>
    public ObservationKind Kind { get; set; }

    /// <summary>False leaves out the arguments.</summary>
    public bool CaptureInput { get; set; } = true;

    /// <summary>False leaves out what is returned.</summary>
    public bool CaptureOutput { get; set; } = true;
}
