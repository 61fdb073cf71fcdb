namespace Tracehouse.Ingest.Otlp.Transport;

/// <summary>What became of a request, in the words that both transports have statuses for.</summary>
internal enum ExportResult
{
    /// <summary>Taken and safe, but for what was rejected one by one.</summary>
    Kept,

    /// <summary>No request of this service; sending it again is of no use.</summary>
    Malformed,

    /// <summary>Too large; sending it again is of no use.</summary>
    TooLarge,

    /// <summary>Not now; sending it again later may help.</summary>
    Busy,
}
