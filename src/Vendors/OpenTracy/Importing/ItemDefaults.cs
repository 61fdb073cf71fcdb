namespace Tracehouse.Vendors.OpenTracy.Importing;

/// <summary>What holds for the traces of a request that do not say it themselves.</summary>
/// <param name="Model">The model.</param>
/// <param name="Provider">Who ran it.</param>
/// <param name="Source">Where they come from.</param>
/// <param name="Tenant">Whose they are, as the sender calls it; null when that is the project.</param>
internal sealed record ItemDefaults(string? Model, string? Provider, string? Source, string? Tenant);
