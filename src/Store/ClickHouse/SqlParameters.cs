using System.Collections;
using System.Globalization;
using System.Text;

namespace Tracehouse.Store.ClickHouse;

/// <summary>Values bound to the <c>{name:Type}</c> places of a statement, in the escaped form that the HTTP interface expects.</summary>
public sealed class SqlParameters : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _values = [];

    /// <summary>No parameters.</summary>
    public static SqlParameters None { get; } = [];

    /// <summary>Binds text.</summary>
    public void Add(string name, string value) => _values.Add(new(name, Escape(value)));

    /// <summary>Binds a whole number.</summary>
    public void Add(string name, long value) => _values.Add(new(name, value.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Binds a time as <c>DateTime64(6, 'UTC')</c>.</summary>
    public void Add(string name, DateTimeOffset value) =>
        _values.Add(new(name, value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)));

    /// <summary>Binds texts as <c>Array(String)</c>.</summary>
    public void Add(string name, IEnumerable<string> values) => _values.Add(new(name, $"[{string.Join(',', values.Select(value => $"'{Escape(value)}'"))}]"));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string Escape(string value)
    {
        if (value.AsSpan().IndexOfAny("\\\t\n\r\0\b\f'") < 0)
        {
            return value;
        }

        var escaped = new StringBuilder(value.Length + 8);
        foreach (var character in value)
        {
            escaped.Append(character switch
            {
                '\\' => "\\\\",
                '\t' => "\\t",
                '\n' => "\\n",
                '\r' => "\\r",
                '\0' => "\\0",
                '\b' => "\\b",
                '\f' => "\\f",
                '\'' => "\\'",
                _ => character.ToString(),
            });
        }

        return escaped.ToString();
    }
}
