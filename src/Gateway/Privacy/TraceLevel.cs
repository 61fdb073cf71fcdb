namespace Tracehouse.Gateway.Privacy;

/// <summary>How much of a call its caller allows to be kept. The server may keep less, and never more.</summary>
internal enum TraceLevel
{
    /// <summary>All that the server keeps.</summary>
    Full,

    /// <summary>Counts, cost, times and metadata, and nothing of what was said.</summary>
    MetadataOnly,

    /// <summary>No record at all.</summary>
    Off,
}
