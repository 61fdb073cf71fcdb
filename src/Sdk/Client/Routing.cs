namespace Tracehouse;

/// <summary>How the gateway chose who answers.</summary>
/// <param name="Alias">The alias that was asked for; null when a model was named.</param>
/// <param name="SelectedModel">The model that was asked.</param>
/// <param name="Provider">Whose model it is.</param>
/// <param name="Attempts">How often a provider was asked.</param>
public sealed record Routing(string? Alias, string? SelectedModel, string? Provider, int Attempts);
