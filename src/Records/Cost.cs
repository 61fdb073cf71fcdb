namespace Tracehouse.Records;

/// <summary>What a call cost, in US dollars. A call whose price is unknown has no cost at all, which is not a cost of zero.</summary>
/// <param name="InputUsd">For the prompt.</param>
/// <param name="OutputUsd">For the completion.</param>
/// <param name="PriceVersion">Which prices were used.</param>
public sealed record Cost(decimal InputUsd, decimal OutputUsd, string PriceVersion)
{
    /// <summary>Input and output together.</summary>
    public decimal TotalUsd => InputUsd + OutputUsd;
}
