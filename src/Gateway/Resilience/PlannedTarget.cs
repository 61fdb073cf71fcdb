using Tracehouse.Gateway.Routing;

namespace Tracehouse.Gateway.Resilience;

/// <summary>A target that one call may ask.</summary>
/// <param name="Route">Who runs which model.</param>
/// <param name="FirstByte">How long it may take to begin its answer; null for the limit of all calls.</param>
/// <param name="Health">How it has fared; null when nobody keeps count.</param>
internal sealed record PlannedTarget(Route Route, SilenceLimit? FirstByte, TargetHealth? Health);
