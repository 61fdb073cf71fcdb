using Tracehouse.Ingest.Otlp.Decoding;

namespace Tracehouse.Ingest.Otlp.Transport;

/// <summary>What a request says of its body.</summary>
internal sealed record ExportRequest(OtlpSignal Signal, OtlpFormat Format, Compression Compression);
