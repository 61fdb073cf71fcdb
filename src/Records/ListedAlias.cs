namespace Tracehouse.Records;

/// <summary>A name that stands for several models, for people to see.</summary>
/// <param name="Name">What callers write as the model.</param>
/// <param name="IsFixed">Whether it is written in the settings, and so cannot be changed while the server runs.</param>
/// <param name="Strategy">Which target is asked first.</param>
/// <param name="Json">All that was written of it, as a JSON object.</param>
/// <param name="Targets">The models behind it, in order.</param>
public sealed record ListedAlias(string Name, bool IsFixed, string Strategy, Utf8Text Json, IReadOnlyList<ListedTarget> Targets);
