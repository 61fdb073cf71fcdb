using Tracehouse.Ingest.Otlp.Decoding;

namespace Tracehouse.Ingest.Otlp.Transport;

/// <summary>What a request says of its body.</summary>
/// <param name="Signal">What it brings.</param>
/// <param name="Format">How that is written.</param>
/// <param name="Compression">How that is compressed.</param>
/// <param name="IsMirrored">Whether a mirror has sent it.</param>
internal sealed record ExportRequest(OtlpSignal Signal, OtlpFormat Format, Compression Compression, bool IsMirrored = false);
