using System.Collections;

namespace Tracehouse.Query.Traces;

/// <summary>Further conditions of a filter, in the order in which they were given. Two lists are equal when what they hold is.</summary>
public sealed class TraceConditions : IReadOnlyList<TraceCondition>, IEquatable<TraceConditions>
{
    private readonly IReadOnlyList<TraceCondition> _items;

    private TraceConditions(IReadOnlyList<TraceCondition> items) => _items = items;

    /// <summary>No condition.</summary>
    public static TraceConditions None { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public TraceCondition this[int index] => _items[index];

    /// <summary>These and one more.</summary>
    public TraceConditions With(TraceCondition condition) => new([.. _items, condition]);

    /// <summary>These but for those of a name.</summary>
    public TraceConditions Without(string name) => new([.. _items.Where(condition => condition.Name != name)]);

    /// <inheritdoc/>
    public IEnumerator<TraceCondition> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(TraceConditions? other) => other is not null && _items.SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TraceConditions);

    /// <inheritdoc/>
    public override int GetHashCode() => _items.Aggregate(0, HashCode.Combine);
}
