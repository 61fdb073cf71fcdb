using Tracehouse.Records;

namespace Tracehouse.Store.Spool;

/// <summary>Keeps nothing: the sink of a server whose store is switched off.</summary>
internal sealed class DiscardingSink : IRecordSink
{
    public bool TryAppend(SpanRecord record) => false;
}
