using Tracehouse.Records;

namespace Tracehouse.Store.Traces;

/// <summary>A trace between two batches: its spans, and the row that stands for it.</summary>
internal sealed class TraceState(int nodesMax)
{
    private const int NodeBytes = 450;
    private const int StateBytes = 300;

    private readonly Dictionary<string, TraceNode> _nodes = new(StringComparer.Ordinal);
    private long _nodeBytes;

    private byte[]? _row;

    /// <summary>What was found in the table: one row, unless something went wrong.</summary>
    public List<LiveRow> Found { get; } = [];

    /// <summary>Whether there were more spans than are looked at.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether that was said.</summary>
    public bool IsTold { get; set; }

    /// <summary>About what it takes in memory.</summary>
    public long Bytes => StateBytes + (_row?.Length ?? 0) + _nodeBytes;

    /// <summary>Its spans.</summary>
    public IReadOnlyCollection<TraceNode> Nodes => _nodes.Values;

    /// <summary>Adds a span, unless it is here or there are too many.</summary>
    public void Add(TraceNode node)
    {
        if (_nodes.Count >= nodesMax)
        {
            IsCut = true;
        }
        else if (_nodes.TryAdd(node.SpanId, node))
        {
            _nodeBytes += BytesOf(node);
        }
    }

    /// <summary>What must be written so that this row stands for the trace, and no other; nothing when that is so already.</summary>
    public void AddChanges(byte[]? row, List<(sbyte Sign, byte[] Row)> changes)
    {
        if (_row is not null)
        {
            Found.Add(new LiveRow("", _row, 1));
        }

        var isThere = false;
        foreach (var found in Found)
        {
            var isIt = row is not null && found.Bytes.AsSpan().SequenceEqual(row);
            isThere |= isIt;
            Balance(found.Bytes, (isIt ? 1 : 0) - found.Count, changes);
        }

        if (row is not null && !isThere)
        {
            changes.Add((1, row));
        }
    }

    /// <summary>Remembers that this row, and nothing else, is in the table.</summary>
    public void Settle(byte[]? row)
    {
        _row = row;
        Found.Clear();
    }

    private static void Balance(byte[] row, int difference, List<(sbyte Sign, byte[] Row)> changes)
    {
        for (var count = Math.Abs(difference); count > 0; count--)
        {
            changes.Add(((sbyte)Math.Sign(difference), row));
        }
    }

    private static long BytesOf(TraceNode node) => NodeBytes + node.InputPreview.Bytes.Length + node.OutputPreview.Bytes.Length + (2L * (
        node.SpanId.Length + (node.ParentSpanId?.Length ?? 0) + node.Name.Length + node.ErrorType.Length + node.UserId.Length + node.SessionId.Length + node.TraceName.Length
        + node.Model.Length + node.Version.Length + node.Tags.Sum(tag => tag.Length)));
}
