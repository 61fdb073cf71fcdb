namespace Tracehouse.Store.ClickHouse;

/// <summary>The statements of this project, each in a file beside the code that runs it.</summary>
public static class SqlFile
{
    /// <summary>The names of all files.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. typeof(SqlFile).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The text of a file, by its path in the project.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(SqlFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There is no statement {name} in this program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
