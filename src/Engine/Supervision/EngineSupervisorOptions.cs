namespace Tracehouse.Engine.Supervision;

/// <summary>How the engine process is started and watched.</summary>
public sealed record EngineSupervisorOptions
{
    /// <summary>The program and its first arguments, up to the command: see <see cref="EngineCommand"/>.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    public required string DataDirectory { get; init; }

    /// <summary>A loopback address to listen on as well, for other programs.</summary>
    public Uri? Url { get; init; }

    /// <summary>Passed on to the engine behind the others.</summary>
    public IReadOnlyList<string> ExtraArguments { get; init; } = [];

    public TimeSpan RestartDelayMin { get; init; } = TimeSpan.FromSeconds(0.1);

    public TimeSpan RestartDelayMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A run of this length means that the next restart need not wait long.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(120);

    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>An engine that does not answer a ping for so long is killed and started again.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an orderly stop may take before the process is killed.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
