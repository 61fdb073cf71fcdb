using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Tracehouse.Vendors.NeuralTrust;

/// <summary>
/// Reads a value as Python prints it (docs.python.org, "Literals" and "Displays"): text in either quotes, numbers, True, False, None, lists, tuples, sets and
/// dictionaries. What is none of these wholly, such as an object of a class, is no value.
/// </summary>
internal sealed class PythonLiteral
{
    private const int DepthMax = 64;

    private readonly string _text;
    private int _at;
    private int _depth;

    private PythonLiteral(string text) => _text = text;

    /// <summary>The list or dictionary that a text is; false when it is none, so that plain text stays what it is.</summary>
    public static bool TryReadCollection(string text, out JsonNode? json)
    {
        json = null;
        if (text.AsSpan().TrimStart() is not ['[' or '{' or '(', ..])
        {
            return false;
        }

        var reader = new PythonLiteral(text);
        if (!reader.TryRead(out json))
        {
            return false;
        }

        reader.SkipSpace();
        return reader._at == text.Length && json is JsonArray or JsonObject;
    }

    private bool TryRead(out JsonNode? value)
    {
        value = null;
        SkipSpace();
        if (_at >= _text.Length || _depth > DepthMax)
        {
            return false;
        }

        _depth++;
        var isRead = _text[_at] switch
        {
            '[' => TryList(']', out value),
            '(' => TryList(')', out value),
            '{' => TryMap(out value),
            '\'' or '"' => TryText(isBytes: false, out value),
            'b' when _at + 1 < _text.Length && _text[_at + 1] is '\'' or '"' => TryText(isBytes: true, out value),
            _ => TryWord(out value),
        };
        _depth--;
        return isRead;
    }

    private bool TryList(char end, out JsonNode? value)
    {
        var list = new JsonArray();
        value = list;
        for (_at++; ; )
        {
            if (TakeEnd(end))
            {
                return true;
            }

            if (!TryRead(out var item) || !TakeSeparator(end))
            {
                return false;
            }

            list.Add(item);
        }
    }

    /// <summary>A dictionary, or a set, whose members stand alone; <c>{}</c> is a dictionary.</summary>
    private bool TryMap(out JsonNode? value)
    {
        var (map, set) = (new JsonObject(), new JsonArray());
        value = map;
        for (_at++; ; )
        {
            if (TakeEnd('}'))
            {
                value = set.Count > 0 ? set : map;
                return set.Count == 0 || map.Count == 0;
            }

            if (!TryRead(out var key))
            {
                return false;
            }

            SkipSpace();
            if (_at < _text.Length && _text[_at] == ':')
            {
                _at++;
                if (!TryRead(out var member))
                {
                    return false;
                }

                map[KeyOf(key)] = member;
            }
            else
            {
                set.Add(key);
            }

            if (!TakeSeparator('}'))
            {
                return false;
            }
        }
    }

    private bool TryText(bool isBytes, out JsonNode? value)
    {
        value = null;
        _at += isBytes ? 1 : 0;
        var quote = _text[_at++];
        var text = new StringBuilder();
        while (_at < _text.Length)
        {
            var character = _text[_at++];
            if (character == quote)
            {
                value = text.ToString();
                return true;
            }

            if (character != '\\')
            {
                text.Append(character);
            }
            else if (_at >= _text.Length || !TryEscape(text))
            {
                return false;
            }
        }

        return false;
    }

    private bool TryEscape(StringBuilder text)
    {
        var letter = _text[_at++];
        var plain = letter switch { 'n' => '\n', 't' => '\t', 'r' => '\r', '\\' => '\\', '\'' => '\'', '"' => '"', 'a' => '\a', 'b' => '\b', 'f' => '\f', 'v' => '\v', '0' => '\0', _ => '\uffff' };
        if (plain != '\uffff')
        {
            text.Append(plain);
            return true;
        }

        var digits = letter switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits == 0 || _at + digits > _text.Length || !int.TryParse(_text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            return false;
        }

        _at += digits;
        text.Append(Rune.IsValid(code) ? new Rune(code).ToString() : "\ufffd");
        return true;
    }

    private bool TryWord(out JsonNode? value)
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '+' or '-' or '.' or '_'))
        {
            _at++;
        }

        var word = _text.AsSpan(start, _at - start);
        (var isKnown, value) = word switch
        {
            "None" or "null" => (true, (JsonNode?)null),
            "True" or "true" => (true, JsonValue.Create(true)),
            "False" or "false" => (true, JsonValue.Create(false)),
            "nan" => (true, JsonValue.Create("NaN")),
            "inf" => (true, JsonValue.Create("Infinity")),
            "-inf" => (true, JsonValue.Create("-Infinity")),
            _ => (false, null),
        };
        if (isKnown)
        {
            return true;
        }

        if (long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            value = whole;
            return true;
        }

        if (word.Length > 0 && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            value = number;
            return true;
        }

        return false;
    }

    private static string KeyOf(JsonNode? key) => key switch
    {
        null => "None",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => key.ToJsonString(),
    };

    private bool TakeEnd(char end)
    {
        SkipSpace();
        if (_at >= _text.Length || _text[_at] != end)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>A comma, or the end, which is left where it is.</summary>
    private bool TakeSeparator(char end)
    {
        SkipSpace();
        if (_at < _text.Length && _text[_at] == ',')
        {
            _at++;
            return true;
        }

        return _at < _text.Length && _text[_at] == end;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }
}
