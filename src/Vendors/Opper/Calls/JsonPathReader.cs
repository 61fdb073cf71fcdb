using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracehouse.Vendors.Opper.Calls;

/// <summary>Reads JSON that comes in pieces, and tells of each piece which value it is part of: <c>response.people[0].name</c>. Texts come as they grow, other values whole.</summary>
internal sealed class JsonPathReader
{
    private const int DepthMax = 200;

    private readonly List<Level> _levels = [];
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _escape = new();
    private bool _isInText;
    private bool _isName;

    /// <summary>What the piece adds. Anything that is no JSON is passed over.</summary>
    public IEnumerable<(string Path, JsonNode Delta)> Read(string piece)
    {
        foreach (var character in piece)
        {
            if (_isInText)
            {
                if (TakeText(character))
                {
                    if (Drain() is { } whole)
                    {
                        yield return whole;
                    }

                    _isInText = false;
                    EndText();
                }
            }
            else if (TakeOther(character) is { } value)
            {
                yield return value;
            }
        }

        if (_isInText && !_isName && Drain() is { } grown)
        {
            yield return grown;
        }
    }

    /// <summary>True when the text ends here.</summary>
    private bool TakeText(char character)
    {
        if (_escape.Length > 0)
        {
            _escape.Append(character);
            if (_escape.Length == 2 ? _escape[1] != 'u' : _escape.Length == 6)
            {
                _text.Append(Unescape(_escape.ToString()));
                _escape.Clear();
            }

            return false;
        }

        if (character == '\\')
        {
            _escape.Append(character);
            return false;
        }

        if (character == '"')
        {
            return true;
        }

        _text.Append(character);
        return false;
    }

    private (string Path, JsonNode Delta)? TakeOther(char character)
    {
        switch (character)
        {
            case '"':
                _text.Clear();
                _isInText = true;
                _isName = _levels.Count > 0 && _levels[^1] is { IsList: false, HasName: false };
                return null;
            case '{' or '[':
                _text.Clear();
                if (_levels.Count < DepthMax)
                {
                    _levels.Add(new Level { IsList = character == '[' });
                }

                return null;
            case ':':
                return null;
            case ',' or '}' or ']':
                var value = Scalar();
                Next(character);
                return value;
            default:
                if (!char.IsWhiteSpace(character))
                {
                    _text.Append(character);
                }

                return null;
        }
    }

    private void Next(char character)
    {
        if (_levels.Count == 0)
        {
            return;
        }

        if (character == ',')
        {
            _levels[^1].Index++;
            _levels[^1].HasName = false;
        }
        else
        {
            _levels.RemoveAt(_levels.Count - 1);
        }
    }

    private void EndText()
    {
        if (_isName)
        {
            _levels[^1].Name = _text.ToString();
            _levels[^1].HasName = true;
            _text.Clear();
        }
    }

    private (string Path, JsonNode Delta)? Drain()
    {
        // Half of a character waits for its other half.
        if (_isName || _text.Length == 0 || char.IsHighSurrogate(_text[^1]))
        {
            return null;
        }

        var delta = _text.ToString();
        _text.Clear();
        return (Path(), delta);
    }

    /// <summary>A number, true or false; of null there is nothing to tell.</summary>
    private (string Path, JsonNode Delta)? Scalar()
    {
        var text = _text.ToString();
        _text.Clear();
        try
        {
            return text.Length > 0 && _levels.Count > 0 && JsonNode.Parse(text) is JsonValue value ? (Path(), value) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Path()
    {
        var path = new StringBuilder("response");
        foreach (var level in _levels)
        {
            path.Append(level.IsList ? string.Create(CultureInfo.InvariantCulture, $"[{level.Index}]") : $".{level.Name}");
        }

        return path.ToString();
    }

    private static string Unescape(string escape) => escape[1] switch
    {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        'b' => "\b",
        'f' => "\f",
        'u' => ushort.TryParse(escape.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? ((char)code).ToString() : "",
        _ => escape[1..],
    };

    private sealed class Level
    {
        public bool IsList { get; init; }

        public int Index { get; set; }

        public string Name { get; set; } = "";

        public bool HasName { get; set; }
    }
}
