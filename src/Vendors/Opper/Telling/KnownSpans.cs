using Tracehouse.Records;

namespace Tracehouse.Vendors.Opper.Telling;

/// <summary>Remembers of the spans that were last told of which traces they are in, up to a number.</summary>
internal sealed class KnownSpans(int max)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(ProjectId Project, string Span), (TraceId Trace, bool IsTold)> _known = [];
    private readonly Queue<(ProjectId Project, string Span)> _order = new();

    public TraceId? Find(ProjectId project, string span)
    {
        lock (_gate)
        {
            return _known.TryGetValue((project, span), out var known) ? known.Trace : null;
        }
    }

    /// <summary>Whether it is told in pieces, as far as is remembered.</summary>
    public bool IsTold(ProjectId project, string span)
    {
        lock (_gate)
        {
            return _known.TryGetValue((project, span), out var known) && known.IsTold;
        }
    }

    public void Add(ProjectId project, string span, TraceId trace) => Set(project, span, trace, isTold: false);

    public void AddTold(ProjectId project, string span, TraceId trace) => Set(project, span, trace, isTold: true);

    public void Remove(ProjectId project, string span)
    {
        lock (_gate)
        {
            _known.Remove((project, span));
        }
    }

    private void Set(ProjectId project, string span, TraceId trace, bool isTold)
    {
        lock (_gate)
        {
            if (!_known.ContainsKey((project, span)))
            {
                _order.Enqueue((project, span));
            }

            _known[(project, span)] = (trace, isTold);
            while (_order.Count > max)
            {
                _known.Remove(_order.Dequeue());
            }
        }
    }
}
