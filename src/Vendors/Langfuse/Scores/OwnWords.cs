namespace Tracehouse.Vendors.Langfuse.Scores;

/// <summary>What Langfuse says of scores and our records have no place for; it is kept among what is attached to them.</summary>
internal static class OwnWords
{
    public const string DataType = "langfuse.data_type";
    public const string Queue = "langfuse.queue_id";
    public const string Run = "langfuse.dataset_run_id";

    public const string Correction = "CORRECTION";
}
