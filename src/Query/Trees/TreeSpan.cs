using System.Diagnostics.CodeAnalysis;
using Tracehouse.Query.Rows;

namespace Tracehouse.Query.Trees;

/// <summary>One span in the tree of its trace, without what was said.</summary>
public sealed record TreeSpan : TreeRow
{
    /// <summary>A span that is yet to be told of.</summary>
    public TreeSpan()
    {
    }

    /// <summary>The same span, at no place yet.</summary>
    [SetsRequiredMembers]
    public TreeSpan(TreeRow row)
        : base(row)
    {
    }

    /// <summary>Where its parent stands in <see cref="TraceTree.Spans"/>; -1 for a root, and when the parent has not come.</summary>
    public int Parent { get; init; } = -1;

    /// <summary>How many spans are above it.</summary>
    public int Depth { get; init; }

    /// <summary>How many spans are below it, at any depth; they follow it in the list.</summary>
    public int Below { get; init; }

    /// <summary>What it and everything below it spent, each call counted once.</summary>
    public TreeTotals Total { get; init; } = TreeTotals.Nothing;
}
