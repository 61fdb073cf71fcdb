namespace Tracehouse.Vendors.Langfuse.Ingestion;

/// <summary>What spans say of how they came.</summary>
internal static class SourceName
{
    public const string Langfuse = "langfuse";
}
