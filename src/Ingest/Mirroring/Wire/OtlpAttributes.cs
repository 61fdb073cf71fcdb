using System.Text;
using System.Text.Json;

namespace Tracehouse.Ingest.Mirroring.Wire;

/// <summary>Writes attributes of OTLP into a message; what says nothing is left out.</summary>
internal readonly struct OtlpAttributes(ProtoWriter to, int field)
{
    private const int Key = 1;
    private const int Value = 2;
    private const int StringValue = 1;
    private const int BoolValue = 2;
    private const int IntValue = 3;
    private const int DoubleValue = 4;
    private const int ArrayValue = 5;

    public void Say(string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            Say(name, Encoding.UTF8.GetBytes(text));
        }
    }

    public void Say(string name, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
        {
            var (pair, value) = Begin(name);
            to.Data(StringValue, text);
            End(pair, value);
        }
    }

    public void Count(string name, long? number)
    {
        if (number is { } known)
        {
            var (pair, value) = Begin(name);
            to.Number(IntValue, known);
            End(pair, value);
        }
    }

    public void Say(string name, double number)
    {
        var (pair, value) = Begin(name);
        to.Fixed(DoubleValue, BitConverter.DoubleToUInt64Bits(number));
        End(pair, value);
    }

    public void Say(string name, bool truth)
    {
        var (pair, value) = Begin(name);
        to.Number(BoolValue, truth ? 1 : 0);
        End(pair, value);
    }

    public void Say(string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        var (pair, value) = Begin(name);
        var list = to.Begin(ArrayValue);
        foreach (var text in texts)
        {
            var item = to.Begin(1);
            to.Text(StringValue, text);
            to.End(item);
        }

        to.End(list);
        End(pair, value);
    }

    /// <summary>A value of JSON: what is simple as itself, what is not as text.</summary>
    public void Say(string name, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String: Say(name, json.GetString()); break;
            case JsonValueKind.True or JsonValueKind.False: Say(name, json.GetBoolean()); break;
            case JsonValueKind.Number when json.TryGetInt64(out var whole): Count(name, whole); break;
            case JsonValueKind.Number: Say(name, json.GetDouble()); break;
            case JsonValueKind.Null or JsonValueKind.Undefined: break;
            default: Say(name, json.GetRawText()); break;
        }
    }

    private (int Pair, int Value) Begin(string name)
    {
        var pair = to.Begin(field);
        to.Text(Key, name);
        return (pair, to.Begin(Value));
    }

    private void End(int pair, int value)
    {
        to.End(value);
        to.End(pair);
    }
}
