using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Store.Messages;

/// <summary>
/// What a span says of itself as <c>key=value</c>, to be looked for exactly: <c>metadata.region=eu</c>, <c>attribute.http.method=GET</c>, <c>tag=nightly</c>.
/// What lies deeper has dots in its key; long values are cut, and of many pairs the first are kept.
/// </summary>
internal sealed class PairList : IDisposable
{
    private const int CountMax = 200;
    private const int ValueBytesMax = 200;
    private const int DepthMax = 8;

    private readonly PooledBytes _bytes = new();
    private readonly PooledBytes _key = new();
    private readonly List<int> _ends = [];

    private PairList()
    {
    }

    public int Count => _ends.Count;

    public ReadOnlySpan<byte> this[int index] => _bytes.Span[(index == 0 ? 0 : _ends[index - 1]).._ends[index]];

    /// <summary>Whoever asks disposes it.</summary>
    public static PairList Of(SpanRecord record)
    {
        var pairs = new PairList();
        foreach (var tag in record.Tags)
        {
            pairs.Add("tag"u8, Utf8Text.From(tag).Bytes.Span);
        }

        pairs.Take("metadata"u8, record.Payload.Metadata);
        pairs.Take("attribute"u8, record.Payload.Attributes);
        return pairs;
    }

    public void Dispose()
    {
        _bytes.Dispose();
        _key.Dispose();
    }

    private void Take(ReadOnlySpan<byte> prefix, Utf8Text json)
    {
        if (json.IsEmpty)
        {
            return;
        }

        _key.Clear();
        _key.Write(prefix);
        var reader = new Utf8JsonReader(json.Bytes.Span, JsonText.Deep);
        try
        {
            reader.Read();
            TakeValue(ref reader);
        }
        catch (JsonException)
        {
            // What is no JSON has no pairs; those before the fault are as good as any.
        }
    }

    private void TakeValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when reader.CurrentDepth < DepthMax:
                while (_ends.Count < CountMax && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var length = _key.Length;
                    _key.Write("."u8);
                    JsonText.Append(ref reader, _key);
                    reader.Read();
                    TakeValue(ref reader);
                    _key.Cut(length);
                }

                break;
            case JsonTokenType.StartArray when reader.CurrentDepth < DepthMax:
                while (_ends.Count < CountMax && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    TakeValue(ref reader);
                }

                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                reader.Skip();
                break;
            case JsonTokenType.String:
                using (var text = new PooledBytes())
                {
                    JsonText.Append(ref reader, text);
                    Add(_key.Span, text.Span);
                }

                break;
            default:
                Add(_key.Span, reader.ValueSpan);
                break;
        }
    }

    private void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (_ends.Count < CountMax)
        {
            _bytes.Write(key);
            _bytes.Write("="u8);
            _bytes.Write(Cut(value));
            _ends.Add(_bytes.Length);
        }
    }

    /// <summary>Cut between two characters.</summary>
    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> value)
    {
        if (value.Length <= ValueBytesMax)
        {
            return value;
        }

        var length = ValueBytesMax;
        while (length > 0 && (value[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return value[..length];
    }
}
