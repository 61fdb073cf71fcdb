using System.Globalization;
using System.Text;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Query.Sql;

/// <summary>The part of a statement that is put together at the time: conditions, and the values bound to them. No value ever becomes text of the statement.</summary>
internal sealed class Conditions
{
    /// <summary>Where a statement takes in what was put together.</summary>
    public const string Place = "/* conditions */";

    private readonly StringBuilder _text = new();
    private readonly SqlParameters _parameters;
    private int _count;

    /// <param name="parameters">Takes the values, beside those that the statement always has.</param>
    public Conditions(SqlParameters parameters) => _parameters = parameters;

    /// <summary>One more that must hold; <c>{}</c> in it stands for the value.</summary>
    public void And(string condition, string value) => And(condition.Replace("{}", Bind(value), StringComparison.Ordinal));

    /// <summary>The same for a number.</summary>
    public void And(string condition, double value) => And(condition.Replace("{}", Bind(value), StringComparison.Ordinal));

    /// <summary>The same for several words.</summary>
    public void And(string condition, IReadOnlyCollection<string> values) => And(condition.Replace("{}", Bind(values), StringComparison.Ordinal));

    /// <summary>One whose values are bound already.</summary>
    public void And(string condition) => _text.Append("\n    AND (").Append(condition).Append(')');

    /// <summary>Binds a value, and answers how it is written in a condition.</summary>
    public string Bind(string value) => Bind("String", name => _parameters.Add(name, value));

    /// <summary>The same for a number.</summary>
    public string Bind(double value) => Bind("Float64", name => _parameters.Add(name, double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : value > 0 ? "inf" : "-inf"));

    /// <summary>The same for a time.</summary>
    public string Bind(DateTimeOffset value) => Bind("DateTime64(6, 'UTC')", name => _parameters.Add(name, value));

    /// <summary>The same for several words.</summary>
    public string Bind(IReadOnlyCollection<string> values) => Bind("Array(String)", name => _parameters.Add(name, values));

    /// <summary>The statement with the conditions in their place.</summary>
    public string Into(string statement) => statement.Replace(Place, _text.ToString().TrimStart(), StringComparison.Ordinal);

    private string Bind(string type, Action<string> bind)
    {
        var name = $"value{_count++}";
        bind(name);
        return $"{{{name}:{type}}}";
    }
}
