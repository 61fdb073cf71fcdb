using Tracehouse.Query.Traces;
using Tracehouse.Query.Trees;
using Tracehouse.Records;

namespace Tracehouse.Ui.Trees;

/// <summary>
/// Keeps the trees that were asked for a moment ago, because one page asks for the same tree several times: for its head, its rows, its transcript.
/// A tree is given again only while nothing has arrived in its project, so nobody sees an old one.
/// </summary>
internal sealed class TreeShelf(GetTree question, TraceArrivals arrivals, TimeProvider time) : IDisposable
{
    private const int SpansMax = 150_000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly LinkedList<(ProjectId Project, TraceId Id, long Version, TraceTree Tree)> _trees = [];
    private ITimer? _timer;

    /// <summary>Null when there is no such trace. Throws what the question throws.</summary>
    public async Task<TraceTree?> AskAsync(ProjectId project, TraceId id, CancellationToken stop)
    {
        var version = arrivals.VersionOf(project);
        if (Find(project, id, version) is { } kept)
        {
            return kept;
        }

        var tree = await question.AskAsync(project, id, int.MaxValue, stop);
        if (tree is not null)
        {
            Keep(project, id, version, tree);
        }

        return tree;
    }

    public void Dispose() => _timer?.Dispose();

    private TraceTree? Find(ProjectId project, TraceId id, long version)
    {
        lock (_gate)
        {
            return _trees.FirstOrDefault(each => each.Project == project && each.Id == id && each.Version == version).Tree;
        }
    }

    private void Keep(ProjectId project, TraceId id, long version, TraceTree tree)
    {
        lock (_gate)
        {
            foreach (var old in _trees.Where(each => each.Project == project && each.Id == id).ToList())
            {
                _trees.Remove(old);
            }

            _trees.AddFirst((project, id, version, tree));
            while (_trees.Count > 1 && _trees.Sum(each => each.Tree.Spans.Count) > SpansMax)
            {
                _trees.RemoveLast();
            }

            _timer ??= time.CreateTimer(_ => Clear(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(KeptFor, Timeout.InfiniteTimeSpan);
        }
    }

    private void Clear()
    {
        lock (_gate)
        {
            _trees.Clear();
        }
    }
}
