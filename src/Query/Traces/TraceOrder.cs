using Tracehouse.Query.Requests;

namespace Tracehouse.Query.Traces;

/// <summary>In which order a list of traces comes. Among equals, the newest is first.</summary>
public sealed record TraceOrder
{
    private readonly TraceProperty _property;

    private TraceOrder(TraceProperty property, bool isDescending) => (_property, IsDescending) = (property, isDescending);

    /// <summary>The newest first.</summary>
    public static TraceOrder Newest { get; } = new(TraceProperty.Find("created_at")!, isDescending: true);

    /// <summary>The oldest first.</summary>
    public static TraceOrder Oldest { get; } = new(TraceProperty.Find("created_at")!, isDescending: false);

    /// <summary>The property, by its name in the REST API.</summary>
    public string Property => _property.Name;

    /// <summary>Whether the largest comes first.</summary>
    public bool IsDescending { get; }

    /// <summary>As it stands in a query string: <c>-cost_usd</c> for the most expensive first.</summary>
    public string Text => (IsDescending ? "-" : "") + Property;

    internal bool IsByTime => _property.Type == PropertyType.Time;

    internal bool IsByNumber => _property.Type == PropertyType.Number;

    /// <summary>What is compared. What is not known comes last, whichever way it goes.</summary>
    internal string Value => IsByNumber ? $"ifNull(toFloat64({_property.Column}), {(IsDescending ? "-inf" : "inf")})" : _property.Rank is { Length: > 0 } rank ? rank : _property.Column;

    /// <summary>False when there is no such property; then <paramref name="fault"/> names those that there are.</summary>
    public static bool TryParse(string name, string value, out TraceOrder order, out string fault)
    {
        (order, fault) = (Newest, "");
        if (value.Length == 0)
        {
            return true;
        }

        if (!Values.TryWord(name, value, out fault))
        {
            return false;
        }

        if (TraceProperty.Find(value.TrimStart('-')) is { } property)
        {
            order = new TraceOrder(property, value[0] == '-');
            return true;
        }

        fault = $"Parameter '{name}' is '{value}'; it must be one of {string.Join(", ", TraceProperty.All.Select(each => each.Name))}, with a minus before it for the largest first.";
        return false;
    }
}
