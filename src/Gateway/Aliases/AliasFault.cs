namespace Tracehouse.Gateway.Aliases;

/// <summary>What is wrong with an alias.</summary>
/// <param name="Path">The property at fault, from the alias down; none when it is the name.</param>
/// <param name="Problem">What it must be, as in "it must be …".</param>
internal sealed record AliasFault(string[] Path, string Problem);
