namespace Tracehouse.Records;

/// <summary>On whose behalf a request is answered. Whoever answers one finds it there, because the door has asked for credentials before.</summary>
/// <param name="Project">The one project that may be read and written.</param>
/// <param name="KeyId">The key that was shown; null when none is asked for.</param>
/// <param name="Role">What may be done.</param>
public sealed record Caller(ProjectId Project, string? KeyId, KeyRole Role)
{
    /// <summary>Whoever is on this machine, while no keys are configured.</summary>
    public static Caller Anyone { get; } = new(ProjectId.Default, null, KeyRole.Admin);
}
