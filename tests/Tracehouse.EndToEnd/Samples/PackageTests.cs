using System.IO.Compression;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Samples;

/// <summary>The package as its users get it.</summary>
[Collection(nameof(PublishedProgram))]
public sealed class PackageTests(SharedServer shared)
{
    [Fact]
    public async Task Package_has_what_it_needs_and_a_program_that_uses_it_is_traced()
    {
        using var program = new PublishedProgram();
        var version = $"0.1.0-test{Environment.ProcessId}";
        await program.RunAsync("dotnet", null, "pack", Path.Combine(Built.Root, "src", "Sdk"), "-c", "Release", "-o", program.Folder, $"-p:PackageVersion={version}", "--nologo", "-v", "quiet");
        Assert.Equal(
            ["README.md", "analyzers/dotnet/cs/Tracehouse.Sdk.Generators.dll", "build/Tracehouse.props", "lib/net10.0/Tracehouse.Sdk.dll", "lib/net10.0/Tracehouse.Sdk.xml", "lib/net9.0/Tracehouse.Sdk.dll", "lib/net9.0/Tracehouse.Sdk.xml"],
            Files(Path.Combine(program.Folder, $"Tracehouse.{version}.nupkg"), "README.md", "analyzers/", "build/", "lib/"));
        Assert.Equal(["lib/net10.0/Tracehouse.Sdk.pdb", "lib/net9.0/Tracehouse.Sdk.pdb"], Files(Path.Combine(program.Folder, $"Tracehouse.{version}.snupkg"), "lib/"));

        program.Write("Directory.Build.props", "<Project />");
        program.Write("nuget.config", """<configuration><packageSources><add key="here" value="." /></packageSources></configuration>""");
        program.Write("Tiny.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup>
              <ItemGroup><PackageReference Include="Tracehouse" Version="{version}" /></ItemGroup>
            </Project>
            """);
        program.Write("Program.cs", """
            using Tracehouse;
            using var session = Tracing.Start();
            Weather.Ask("Madrid");
            Console.WriteLine($"sent {Tracing.Flush()}");
            static class Weather
            {
                [Observe]
                public static string Ask(string city)
                {
                    Console.WriteLine($"trace {Tracing.CurrentTraceId}");
                    return $"6°C in {city}";
                }
            }
            """);
        try
        {
            var lines = (await program.RunAsync("dotnet", shared.Server, "run", "--project", program.Folder)).Split('\n');
            Assert.Equal("True", lines.After("sent"));
            var trace = await shared.Server.TraceAsync(lines.After("trace"));
            Assert.Equal(("Ask", """{"city":"Madrid"}""", "6°C in Madrid"), (trace.GetProperty("name").GetString(), trace.GetProperty("input_text").GetString(), trace.GetProperty("output_text").GetString()));
        }
        finally
        {
            Forget(version);
        }
    }

    private static IEnumerable<string> Files(string package, params string[] beginnings)
    {
        using var zip = ZipFile.OpenRead(package);
        return [.. zip.Entries.Select(entry => entry.FullName).Where(name => beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
    }

    /// <summary>NuGet keeps every version that it has ever seen.</summary>
    private static void Forget(string version)
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        if (Directory.Exists(Path.Combine(packages, "tracehouse", version)))
        {
            Directory.Delete(Path.Combine(packages, "tracehouse", version), recursive: true);
        }
    }
}
