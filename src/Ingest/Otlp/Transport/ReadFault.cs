namespace Tracehouse.Ingest.Otlp.Transport;

/// <summary>Why the bytes of a request could not be read.</summary>
public enum ReadFault
{
    None,

    /// <summary>More than one request may have.</summary>
    TooLarge,

    /// <summary>More than all requests may have together; later there may be room.</summary>
    Busy,

    /// <summary>Not compressed as was said.</summary>
    Malformed,
}
