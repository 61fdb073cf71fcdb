using Tracehouse.Query.Requests;

namespace Tracehouse.Query.Groups;

/// <summary>In which order groups come.</summary>
public sealed record GroupOrder
{
    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["last_seen"] = "last_start", ["first_seen"] = "first_start", ["key"] = "key", ["traces"] = "traces", ["failures"] = "failures", ["observations"] = "observations",
        ["tokens_in"] = "ifNull(tokens_in, 0)", ["tokens_out"] = "ifNull(tokens_out, 0)", ["cost_usd"] = "ifNull(cost_usd, 0)",
    };

    private GroupOrder(string text) => Text = text;

    /// <summary>The ones seen last first.</summary>
    public static GroupOrder LastSeen { get; } = new("-last_seen");

    /// <summary>The most expensive first.</summary>
    public static GroupOrder Cost { get; } = new("-cost_usd");

    /// <summary>By what they have in common, such as days in order.</summary>
    public static GroupOrder Key { get; } = new("key");

    /// <summary>As it stands in a query string.</summary>
    public string Text { get; }

    internal static IReadOnlyCollection<string> Names => Columns.Keys;

    internal string Sql => $"{Columns[Text.TrimStart('-')]} {(Text[0] == '-' ? "DESC" : "ASC")}, key, run_by";

    /// <summary>False when there is no such order; then <paramref name="fault"/> names those that there are.</summary>
    public static bool TryParse(string name, string value, ref GroupOrder order, out string fault)
    {
        fault = "";
        if (value.Length == 0)
        {
            return true;
        }

        if (!Values.TryWord(name, value, out fault))
        {
            return false;
        }

        if (Columns.ContainsKey(value.TrimStart('-')) && value.LastIndexOf('-') <= 0)
        {
            order = new GroupOrder(value);
            return true;
        }

        fault = $"Parameter '{name}' is '{value}'; it must be one of {string.Join(", ", Columns.Keys)}, with a minus before it for the largest first.";
        return false;
    }
}
