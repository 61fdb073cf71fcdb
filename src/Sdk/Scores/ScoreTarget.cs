namespace Tracehouse.Scores;

/// <summary>What is judged: a session, or else a trace or one observation of it.</summary>
internal readonly record struct ScoreTarget(string? TraceId, string? ObservationId, string? SessionId = null);
