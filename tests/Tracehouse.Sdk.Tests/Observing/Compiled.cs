using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Tracehouse.Generators;
using Xunit;

namespace Tracehouse.Sdk.Tests.Observing;

/// <summary>A program as the compiler sees it with the generator.</summary>
internal static class Compiled
{
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>What is said of it, as "id line".</summary>
    public static async Task<string[]> WarningsOfAsync(string source)
    {
        var compiled = Compilation(source).WithAnalyzers([new ObserveAnalyzer()]);
        var said = await compiled.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. said.OrderBy(one => one.Location.SourceSpan.Start).Select(one => $"{one.Id} {one.Location.GetLineSpan().StartLinePosition.Line + 1}")];
    }

    /// <summary>What the generator makes of it; fails when that does not compile.</summary>
    public static string Generated(string source)
    {
        var compilation = Compilation(source);
        var driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out var whole, out _, TestContext.Current.CancellationToken);
        Assert.Empty(whole.Emit(Stream.Null, cancellationToken: TestContext.Current.CancellationToken).Diagnostics.Where(one => one.Severity >= DiagnosticSeverity.Warning && one.Id is not ("CS0067" or "CS8019")));
        return string.Concat(driver.GetRunResult().GeneratedTrees.Select(tree => tree.ToString()));
    }

    /// <summary>Whether the generator writes its file anew after another file of the program has changed.</summary>
    public static bool IsWrittenAnew(string source, string other)
    {
        var compilation = Compilation(source);
        var driver = Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        var later = driver.RunGenerators(compilation.AddSyntaxTrees(Compilation(other, "Other.cs").SyntaxTrees), TestContext.Current.CancellationToken);
        var outputs = later.GetRunResult().Results.Single().TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs);
        return outputs.Any(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    private static GeneratorDriver Driver() => CSharpGeneratorDriver.Create([new ObserveGenerator().AsSourceGenerator()], parseOptions: Parsing, driverOptions: new GeneratorDriverOptions(default, trackIncrementalGeneratorSteps: true));

    private static CSharpParseOptions Parsing { get; } = new CSharpParseOptions(LanguageVersion.Preview).WithFeatures([new("InterceptorsNamespaces", "Tracehouse.Generated")]);

    private static CSharpCompilation Compilation(string source, string file = "Program.cs") => CSharpCompilation.Create(
        "Program", [CSharpSyntaxTree.ParseText("using System;using System.Threading.Tasks;using System.Collections.Generic;using Tracehouse;\n" + source, Parsing, file, System.Text.Encoding.UTF8)], References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
}
