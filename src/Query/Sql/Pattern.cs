namespace Tracehouse.Query.Sql;

/// <summary>Text in which a star stands for anything.</summary>
internal static class Pattern
{
    /// <summary>The same for <c>LIKE</c>.</summary>
    public static string ToLike(string text) => text.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_").Replace('*', '%');
}
