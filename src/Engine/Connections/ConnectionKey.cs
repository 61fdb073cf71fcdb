using System.Text;

namespace Tracehouse.Engine.Connections;

/// <summary>What a connection is set to. Two requests with equal keys can use the same connection one after the other.</summary>
internal readonly record struct ConnectionKey(string? Database, string? SetStatement)
{
    // A token of this kind is different for every insert, so that its connection would never be asked for again.
    private const string TokenSetting = "insert_deduplication_token";

    /// <summary>Whether another request is likely to ask for the same.</summary>
    public bool IsCommon => SetStatement?.Contains(TokenSetting, StringComparison.Ordinal) != true;

    public string? UseStatement => Database is null ? null : $"USE `{Escape(Database, '`')}`";

    public static ConnectionKey Of(string? database, IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        if (settings.Count == 0)
        {
            return new ConnectionKey(database, null);
        }

        var text = new StringBuilder("SET ");
        foreach (var (name, value) in settings)
        {
            text.Append(text.Length == 4 ? "" : ", ").Append('`').Append(Escape(name, '`')).Append("` = '").Append(Escape(value, '\'')).Append('\'');
        }

        return new ConnectionKey(database, text.ToString());
    }

    private static string Escape(string value, char quote) => value.Replace("\\", "\\\\").Replace($"{quote}", $"\\{quote}");
}
