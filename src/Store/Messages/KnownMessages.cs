using Tracehouse.Records;

namespace Tracehouse.Store.Messages;

/// <summary>Messages that are in the store for sure. When they become too many, those are forgotten that were not met lately.</summary>
internal sealed class KnownMessages(int countMax)
{
    private HashSet<(ProjectId Project, UInt128 Hash)> _young = [];
    private HashSet<(ProjectId Project, UInt128 Hash)> _old = [];

    public bool Knows(ProjectId project, UInt128 hash)
    {
        var isOld = !_young.Contains((project, hash)) && _old.Contains((project, hash));
        if (isOld)
        {
            Add(project, hash);
        }

        return isOld || _young.Contains((project, hash));
    }

    public void Clear()
    {
        _young.Clear();
        _old.Clear();
    }

    public void Add(ProjectId project, UInt128 hash)
    {
        if (countMax == 0)
        {
            return;
        }

        if (_young.Count >= Math.Max(1, countMax / 2))
        {
            (_old, _young) = (_young, _old);
            _young.Clear();
        }

        _young.Add((project, hash));
    }
}
