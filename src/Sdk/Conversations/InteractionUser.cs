namespace Tracehouse;

/// <summary>The person that an <see cref="Interaction"/> is with.</summary>
/// <param name="Id">Their id.</param>
/// <param name="Email">Their address.</param>
/// <param name="Phone">Their number.</param>
public sealed record InteractionUser(string? Id, string? Email = null, string? Phone = null);
