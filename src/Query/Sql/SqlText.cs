using System.Text.RegularExpressions;

namespace Tracehouse.Query.Sql;

/// <summary>The statements of this project, each in a file beside the question that asks it.</summary>
public static partial class SqlText
{
    /// <summary>The names of all files that are statements of their own.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. from name in typeof(SqlText).Assembly.GetManifestResourceNames()
           where name.EndsWith(".sql", StringComparison.Ordinal) && !name.EndsWith("Filter.sql", StringComparison.Ordinal)
           orderby name
           select name,
    ];

    /// <summary>A statement, with a line <c>-- include: File.sql</c> replaced by that file, from the same folder unless it names another.</summary>
    public static string Load(string name) => Include().Replace(Read(name), match =>
        Read(match.Groups[1].Value.Contains('/') ? match.Groups[1].Value : Path.GetDirectoryName(name) + "/" + match.Groups[1].Value));

    private static string Read(string name)
    {
        using var stream = typeof(SqlText).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There is no statement {name} in this program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^-- include: ([\w/]+\.sql)$", RegexOptions.Multiline)]
    private static partial Regex Include();
}
