namespace Tracehouse.Ingest.Otlp.Decoding;

/// <summary>How much of one item is taken.</summary>
/// <param name="Values">Attributes, items of lists and events of one span, together.</param>
/// <param name="ValueDepth">How deep a value may be nested.</param>
internal sealed record DecodeLimits(int Values, int ValueDepth);
