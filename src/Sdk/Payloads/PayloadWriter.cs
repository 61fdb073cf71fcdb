using System.Buffers;
using System.ComponentModel;
using System.Globalization;

namespace Tracehouse.Payloads;

/// <summary>
/// Writes values as JSON text that never grows beyond the limit. Whatever a value does, its writing does not throw: a part that cannot be written says so in its place.
/// Used by generated code too.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PayloadWriter
{
    private const int DepthMax = 24;
    private const int SpareCharactersMax = 32 * 1024;
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code), '"', '\\']);

    [ThreadStatic]
    private static PayloadWriter? _spare;

    private readonly object?[] _above = new object?[DepthMax];
    private PayloadSettings _settings = PayloadSettings.Current;
    private char[] _text = new char[512];
    private int _length;
    private int _depth;
    private int _aboveCount;
    private bool _needsComma;

    private PayloadWriter()
    {
    }

    /// <summary>True when no more is kept.</summary>
    internal bool IsCut { get; private set; }

    internal PayloadSettings Settings => _settings;

    internal int CharactersLeft => _settings.CharactersMax - _length;

    internal static PayloadWriter Rent()
    {
        var writer = _spare ?? new PayloadWriter();
        _spare = null;
        writer._settings = PayloadSettings.Current;
        (writer._length, writer._depth, writer._aboveCount, writer._needsComma, writer.IsCut) = (0, 0, 0, false, false);
        return writer;
    }

    /// <summary>Writes one property of an object.</summary>
    public PayloadWriter Member<T>(string name, T value) => IsCut ? this : Name(name).Value(value);

    /// <summary>Writes one value, of whatever type.</summary>
    public PayloadWriter Value<T>(T value)
    {
        if (IsCut)
        {
            return this;
        }

        var start = Begin();
        try
        {
            Write(value);
        }
        catch (Exception cause)
        {
            Replace(start, cause);
        }

        return this;
    }

    /// <summary>A property whose reading may throw.</summary>
    internal void Member<T>(string name, T owner, Action<T, PayloadWriter> write)
    {
        if (IsCut)
        {
            return;
        }

        Name(name);
        var start = Here();
        try
        {
            write(owner, this);
        }
        catch (Exception cause)
        {
            Replace(start, cause);
        }
    }

    internal PayloadWriter BeginObject() => Open('{');

    internal PayloadWriter EndObject() => Close('}');

    internal PayloadWriter BeginArray() => Open('[');

    internal PayloadWriter EndArray() => Close(']');

    internal PayloadWriter Name(string name)
    {
        Separate();
        Quote(name);
        Append(":");
        _needsComma = false;
        return this;
    }

    /// <summary>A piece of text; as it is when it is the whole payload.</summary>
    internal void Text(ReadOnlySpan<char> text)
    {
        if (_depth == 0)
        {
            Append(text);
        }
        else
        {
            Quote(text);
        }
    }

    /// <summary>JSON as it is.</summary>
    internal void Append(ReadOnlySpan<char> text)
    {
        var kept = Math.Min(text.Length, CharactersLeft);
        IsCut |= kept < text.Length;
        text[..kept].CopyTo(Room(kept));
        _length += kept;
    }

    /// <summary>Keeps nothing more, because what follows is not there any more.</summary>
    internal void Cut() => IsCut = true;

    internal void Number<T>(T number, ReadOnlySpan<char> format = default) where T : ISpanFormattable
    {
        Span<char> digits = stackalloc char[64];
        if (number.TryFormat(digits, out var length, format, CultureInfo.InvariantCulture))
        {
            Append(digits[..length]);
        }
        else
        {
            Append(number.ToString(format.ToString(), CultureInfo.InvariantCulture));
        }
    }

    /// <summary>False for an object that lies within itself or too deep; else <see cref="Rise"/> comes after it.</summary>
    internal bool TryDescend(object value)
    {
        var isCycle = IsAbove(value);
        if (isCycle || _aboveCount == DepthMax)
        {
            Text(isCycle ? "<the same object as above>" : "<too deep>");
            return false;
        }

        _above[_aboveCount++] = value;
        return true;
    }

    internal void Rise() => _above[--_aboveCount] = null;

    /// <summary>Gives itself back; it must not be used after that.</summary>
    internal KeptText Finish()
    {
        // Half a character is none.
        var end = IsCut && _length > 0 && char.IsHighSurrogate(_text[_length - 1]) ? _length - 1 : _length;
        var text = new KeptText(PayloadText.Masked(new string(_text, 0, end), _settings), IsCut);
        if (_text.Length <= SpareCharactersMax)
        {
            Array.Clear(_above);
            _spare = this;
        }

        return text;
    }

    private bool IsAbove(object value)
    {
        foreach (var above in _above.AsSpan(0, _aboveCount))
        {
            if (ReferenceEquals(above, value))
            {
                return true;
            }
        }

        return false;
    }

    private void Write<T>(T value)
    {
        // The compiler of the runtime leaves of these only the one that fits, without boxing.
        if (value is null)
        {
            Append("null");
        }
        else if (typeof(T) == typeof(int))
        {
            Number((int)(object)value);
        }
        else if (typeof(T) == typeof(long))
        {
            Number((long)(object)value);
        }
        else if (typeof(T) == typeof(bool))
        {
            Append((bool)(object)value ? "true" : "false");
        }
        else if (value is string text)
        {
            Text(text);
        }
        else
        {
            PayloadValues.Write(this, value);
        }
    }

    /// <summary>The state to come back to when what follows fails.</summary>
    private (int Length, int Depth, int Above) Begin()
    {
        Separate();
        _needsComma = true;
        return Here();
    }

    private (int Length, int Depth, int Above) Here() => (_length, _depth, _aboveCount);

    private void Replace((int Length, int Depth, int Above) start, Exception cause)
    {
        (_length, _depth, _aboveCount) = start;
        IsCut = false;
        Text($"<could not be written: {cause.GetType().Name}>");
        _needsComma = true;
    }

    private void Separate()
    {
        if (_needsComma)
        {
            Append(",");
        }
    }

    private PayloadWriter Open(char bracket)
    {
        Append([bracket]);
        _depth++;
        _needsComma = false;
        return this;
    }

    private PayloadWriter Close(char bracket)
    {
        Append([bracket]);
        _depth--;
        _needsComma = true;
        return this;
    }

    private void Quote(ReadOnlySpan<char> text)
    {
        Append("\"");
        while (!IsCut && text.IndexOfAny(Escaped) is var next and >= 0)
        {
            Append(text[..next]);
            Escape(text[next]);
            text = text[(next + 1)..];
        }

        Append(text);
        Append("\"");
    }

    private void Escape(char character)
    {
        switch (character)
        {
            case '\n':
                Append("\\n");
                break;
            case '\r':
                Append("\\r");
                break;
            case '\t':
                Append("\\t");
                break;
            case '"' or '\\':
                Append(['\\', character]);
                break;
            default:
                Append($"\\u{(int)character:x4}");
                break;
        }
    }

    private Span<char> Room(int characters)
    {
        if (_text.Length - _length < characters)
        {
            Array.Resize(ref _text, Math.Max(_length + characters, Math.Min(_text.Length * 2, _settings.CharactersMax)));
        }

        return _text.AsSpan(_length, characters);
    }
}
