namespace Tracehouse.Store.Documents;

/// <summary>How documents are kept, from the configuration section <c>Documents</c>.</summary>
public sealed class DocumentsOptions
{
    /// <summary>The file that remembers all documents for a start without ClickHouse; <c>documents.json</c> under <c>Data:Directory</c> when not set.</summary>
    public string File { get; set; } = "";

    /// <summary>How often to look for what other servers have changed.</summary>
    public int RefreshSeconds { get; set; } = 5;

    /// <summary>How long a change waits for a store that is starting.</summary>
    public int StartSecondsMax { get; set; } = 10;

    /// <summary>The largest document.</summary>
    public int JsonBytesMax { get; set; } = 1 << 20;
}
