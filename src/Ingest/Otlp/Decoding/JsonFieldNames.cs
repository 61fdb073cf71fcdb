using System.Collections.Frozen;
using System.Text.Json;

namespace Tracehouse.Ingest.Otlp.Decoding;

/// <summary>The fields of a message by their JSON names, in both spellings that senders use; their numbers are those of protobuf.</summary>
internal sealed class JsonFieldNames
{
    private const int LengthMax = 64;

    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _numbers;

    /// <param name="names">Names as the specification writes them, such as <c>traceId</c>.</param>
    public JsonFieldNames(params (string Name, int Number)[] names)
    {
        var numbers = new Dictionary<string, int>();
        foreach (var (name, number) in names)
        {
            numbers[name] = number;
            numbers[string.Concat(name.Select(letter => char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : letter.ToString()))] = number;
        }

        _numbers = numbers.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>True on the beginning of an object; what is no object is stepped over.</summary>
    public static bool Enter(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        json.Skip();
        return false;
    }

    /// <summary>Steps from one property of an object to the next, and onto its value, which must then be read or skipped; false at the object's end.</summary>
    public bool Next(ref Utf8JsonReader json, out int number)
    {
        number = 0;
        if (!json.Read() || json.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        if (json.ValueSpan.Length <= LengthMax)
        {
            Span<char> name = stackalloc char[LengthMax];
            _numbers.TryGetValue(name[..JsonText.Copy(ref json, name)], out number);
        }

        json.Read();
        return true;
    }
}
