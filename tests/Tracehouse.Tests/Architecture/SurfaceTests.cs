using System.Reflection;
using System.Text;
using Xunit;

namespace Tracehouse.Tests.Architecture;

/// <summary>What others rely on, as text that a change shows in its diff. Set TRACEHOUSE_ACCEPT=1 to write what is there now.</summary>
public sealed class SurfaceTests
{
    [Theory]
    [InlineData("Payloads")]
    [InlineData("Records")]
    [InlineData("Engine")]
    [InlineData("Datasets")]
    [InlineData("Gateway")]
    [InlineData("Ingest")]
    [InlineData("Store")]
    [InlineData("Query")]
    [InlineData("Ui")]
    [InlineData("Vendors")]
    public void Public_types_are_as_agreed(string project)
    {
        var assembly = Assembly.Load($"Tracehouse.{project}");
        var types = assembly.GetExportedTypes().Where(type => type.Namespace?.StartsWith("Tracehouse", StringComparison.Ordinal) == true);
        Verify($"{project}.types.txt", string.Join('\n', types.Select(type => type.FullName).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Settings_and_their_defaults_are_as_agreed()
    {
        var text = new StringBuilder();
        foreach (var project in new[] { "Engine", "Gateway", "Ingest", "Store", "Query", "Ui", "Datasets", "Vendors" })
        {
            foreach (var options in Assembly.Load($"Tracehouse.{project}").GetTypes().Where(IsOptions).OrderBy(type => type.FullName, StringComparer.Ordinal))
            {
                var defaults = Activator.CreateInstance(options);
                foreach (var property in options.GetProperties().Where(property => property.CanWrite && property.GetIndexParameters().Length == 0).OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    text.Append(options.Name).Append('.').Append(property.Name).Append(" = ").Append(property.GetValue(defaults) ?? "null").Append('\n');
                }
            }
        }

        Verify("settings.txt", text.ToString().TrimEnd());
    }

    private static bool IsOptions(Type type) =>
        type is { IsClass: true, IsAbstract: false } && type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetConstructor(Type.EmptyTypes) is not null;

    private static void Verify(string name, string actual)
    {
        var path = Path.Combine(SourceTree.Root, "tests", "Tracehouse.Tests", "Architecture", "Surfaces", name);
        if (Environment.GetEnvironmentVariable("TRACEHOUSE_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual + "\n");
        }

        Assert.True(File.Exists(path), $"{name} is not there yet; run the tests once with TRACEHOUSE_ACCEPT=1 and look at what they wrote.");
        Assert.Equal(File.ReadAllText(path).TrimEnd(), actual);
    }
}
