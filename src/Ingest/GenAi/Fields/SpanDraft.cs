using Tracehouse.Ingest.GenAi.Words;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.GenAi.Fields;

/// <summary>A span while it is being understood: which attribute fills which field, and which were not needed.</summary>
internal sealed class SpanDraft
{
    private static readonly int FieldCount = Enum.GetValues<Field>().Length;

    private readonly Rule?[] _rules = new Rule?[FieldCount];
    private readonly int[] _places = new int[FieldCount];
    private readonly bool[] _isUsed;
    private readonly int[] _sameAs;
    private readonly string _serviceName;
    private readonly int _wordCharactersMax;
    private List<GroupedAttribute>? _grouped;

    /// <summary>Goes over the attributes once.</summary>
    public SpanDraft(RuleTable table, IncomingAttributes attributes, string serviceName, int wordCharactersMax)
    {
        _wordCharactersMax = wordCharactersMax;
        Attributes = attributes;
        _serviceName = serviceName;
        _isUsed = new bool[attributes.Count];
        _sameAs = new int[attributes.Count];
        for (var place = 0; place < attributes.Count; place++)
        {
            _sameAs[place] = -1;
            var (key, value) = attributes[place];
            if (table.Find(key) is { } rules)
            {
                foreach (var rule in rules)
                {
                    Offer(rule, place, value);
                }
            }
            else if (!value.IsEmpty && table.FindPrefix(key) is { } prefix)
            {
                (_grouped ??= []).Add(new GroupedAttribute(prefix, place, key, value));
            }
        }
    }

    public IncomingAttributes Attributes { get; }

    /// <summary>What belongs to groups, in the order in which it came.</summary>
    public IReadOnlyList<GroupedAttribute> Grouped => _grouped ?? (IReadOnlyList<GroupedAttribute>)[];

    public bool Has(Field field) => _rules[(int)field] is not null;

    /// <summary>The name of the attribute that fills the field; null when none does.</summary>
    public string? KeyOf(Field field) => _rules[(int)field]?.Key;

    /// <summary>What the field says; <see cref="AttributeValue.Null"/> when it says nothing.</summary>
    public AttributeValue Value(Field field) => _rules[(int)field] is { } ? Attributes[_places[(int)field]].Value : default;

    /// <summary>The field's text as a name, id or label; null when it says nothing. What is cut stays whole among the attributes.</summary>
    public string? Take(Field field)
    {
        var text = Read(field);
        if (text is { Length: > 0 } && text.Length <= _wordCharactersMax)
        {
            Use(field);
        }

        return WordLimit.Cut(text, _wordCharactersMax);
    }

    /// <summary>The field's text without quotes of JSON; null when it says nothing.</summary>
    public string? Read(Field field)
    {
        if (_rules[(int)field] is not { } rule)
        {
            return null;
        }

        var text = Value(field).AsString();
        return text is not null && (rule.IsQuoted || text.StartsWith('"')) ? JsonQuotes.Remove(text) : text;
    }

    /// <summary>Says that the field's attribute was understood, so that it need not be kept as one.</summary>
    public void Use(Field field)
    {
        if (Has(field))
        {
            Use(_places[(int)field]);
        }
    }

    public void Use(int place) => _isUsed[place] = true;

    /// <summary>Whether this attribute, or another of the same content, found its place elsewhere.</summary>
    public bool IsUsed(int place)
    {
        for (; place >= 0; place = _sameAs[place])
        {
            if (_isUsed[place])
            {
                return true;
            }
        }

        return false;
    }

    private void Offer(Rule rule, int place, AttributeValue value)
    {
        var field = (int)rule.Field;
        if (value.IsEmpty || !FieldShape.Accepts(rule.Field, value, rule.IsQuoted) || (rule.Field == Field.Provider && IsOwnName(value)))
        {
            return;
        }

        if (_rules[field] is not { } best)
        {
            (_rules[field], _places[field]) = (rule, place);
            return;
        }

        // Of two attributes of one name the last counts.
        var other = _places[field];
        if (rule.Rank <= best.Rank)
        {
            (_rules[field], _places[field]) = (rule, place);
            (place, other) = (other, place);
        }

        // Links only point to attributes without one, so they never go in circles.
        if (_sameAs[place] < 0 && _sameAs[other] < 0 && place != other && IsSame(Attributes[place].Value, Attributes[other].Value))
        {
            _sameAs[place] = other;
        }
    }

    /// <summary>Some senders name their own program as the provider of the model.</summary>
    private bool IsOwnName(AttributeValue value) => _serviceName.Length > 0 && string.Equals(value.AsString(), _serviceName, StringComparison.OrdinalIgnoreCase);

    private static bool IsSame(AttributeValue one, AttributeValue other) => one.Kind == other.Kind && one.Kind switch
    {
        AttributeKind.String => one.AsString() == other.AsString(),
        AttributeKind.Int64 => one.AsInt64() == other.AsInt64(),
        _ => false,
    };
}
