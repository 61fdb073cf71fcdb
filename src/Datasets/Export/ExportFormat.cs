namespace Tracehouse.Datasets.Export;

/// <summary>In which form a dataset is taken out.</summary>
internal enum ExportFormat
{
    /// <summary>An item in each line, as JSON.</summary>
    Jsonl,

    /// <summary>A conversation in each line, as OpenAI's fine-tuning takes it (platform.openai.com, "Supervised fine-tuning").</summary>
    Chat,

    /// <summary>Comma-separated values (RFC 4180) with a line of names.</summary>
    Csv,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
