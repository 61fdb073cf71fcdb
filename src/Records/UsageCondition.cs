namespace Tracehouse.Records;

/// <summary>What must hold of the usage of a call.</summary>
/// <param name="Pattern">A regular expression for the names of what is counted; all counts that it means are added up.</param>
/// <param name="Comparison"><c>gt</c>, <c>gte</c>, <c>lt</c>, <c>lte</c>, <c>eq</c> or <c>neq</c>; anything else never holds.</param>
/// <param name="Value">What the sum is compared with.</param>
public sealed record UsageCondition(string Pattern, string Comparison, decimal Value);
