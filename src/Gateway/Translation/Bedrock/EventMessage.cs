namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>One message of an event stream of AWS's, lent until the next one is read.</summary>
/// <param name="Payload">What it carries.</param>
internal sealed record EventMessage(ReadOnlyMemory<byte> Payload)
{
    /// <summary>What it is: <c>event</c>, <c>exception</c> or <c>error</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Which event or error it is.</summary>
    public string Name { get; init; } = "";

    /// <summary>What went wrong, where a header says so.</summary>
    public string? Complaint { get; init; }
}
