using System.Collections;
using System.Text.Json;

namespace Tracehouse.Ingest.Spans;

/// <summary>Attributes in the order in which they came. Of several with one name the last counts; all are kept.</summary>
public sealed class IncomingAttributes : IReadOnlyList<KeyValuePair<string, AttributeValue>>
{
    private const int ScannedMax = 8;

    private readonly KeyValuePair<string, AttributeValue>[] _items;
    private Dictionary<string, int>? _places;

    /// <summary>Takes the array as it is; its owner promises not to change it.</summary>
    public IncomingAttributes(params KeyValuePair<string, AttributeValue>[] items) => _items = items;

    /// <summary>No attributes.</summary>
    public static IncomingAttributes None { get; } = new();

    public int Count => _items.Length;

    public KeyValuePair<string, AttributeValue> this[int index] => _items[index];

    /// <summary>The value of this name; <see cref="AttributeValue.Null"/> when there is none.</summary>
    public AttributeValue Get(string key) => TryGet(key, out var value) ? value : default;

    /// <summary>False when there is no attribute of this name.</summary>
    public bool TryGet(string key, out AttributeValue value)
    {
        var place = PlaceOf(key);
        value = place < 0 ? default : _items[place].Value;
        return place >= 0;
    }

    /// <summary>All attributes whose names begin so, in order, duplicates included.</summary>
    public IEnumerable<KeyValuePair<string, AttributeValue>> WithPrefix(string prefix)
    {
        foreach (var item in _items)
        {
            if (item.Key.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield return item;
            }
        }
    }

    /// <summary>Writes a JSON object in which each name stands once, with its last value.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        for (var place = 0; place < _items.Length; place++)
        {
            if (PlaceOf(_items[place].Key) == place)
            {
                json.WritePropertyName(_items[place].Key);
                _items[place].Value.WriteJson(json);
            }
        }

        json.WriteEndObject();
    }

    public IEnumerator<KeyValuePair<string, AttributeValue>> GetEnumerator() => _items.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int PlaceOf(string key) => _items.Length > ScannedMax ? Places().GetValueOrDefault(key, -1) : Scan(key);

    private int Scan(string key)
    {
        for (var place = _items.Length - 1; place >= 0; place--)
        {
            if (_items[place].Key == key)
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>Two threads may both build it, and either result is right.</summary>
    private Dictionary<string, int> Places()
    {
        if (_places is { } known)
        {
            return known;
        }

        var places = new Dictionary<string, int>(_items.Length, StringComparer.Ordinal);
        for (var place = 0; place < _items.Length; place++)
        {
            places[_items[place].Key] = place;
        }

        return _places = places;
    }
}
