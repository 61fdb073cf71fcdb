using System.Text.Json;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.GenAi;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;
using Tracehouse.Testing.Corpus;
using Tracehouse.Tests.Architecture;

namespace Tracehouse.Tests.Ingest.GenAi;

/// <summary>What one client sent in one scenario, and what should become of it.</summary>
internal sealed class CorpusScenario
{
    private static readonly string Corpus = Path.Combine(SourceTree.Root, "tests", "Tracehouse.Tests", "Ingest", "Corpus");

    public required string Name { get; init; }

    public required JsonElement Expected { get; init; }

    public required IReadOnlyList<SpanRecord> Records { get; init; }

    public IReadOnlyList<string> Differences => CorpusDifferences.Of(Name, Expected, Records);

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Corpus, "expected.json", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Corpus, Path.GetDirectoryName(file)!).Replace('\\', '/')).Order(StringComparer.Ordinal);

    public static CorpusScenario Load(string name, int? shuffle = null)
    {
        var folder = Path.Combine(Corpus, name);
        var (spans, logs) = (new List<IncomingSpan>(), new List<IncomingLog>());
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Where(file => Path.GetFileName(file) != "expected.json").Order(StringComparer.Ordinal))
        {
            var read = OtlpText.Read(File.ReadAllText(file));
            spans.AddRange(read.Spans);
            logs.AddRange(read.Logs);
        }

        if (shuffle is { } seed)
        {
            // A log finds its way in any order; of those of one moment the sender's order is lost.
            var random = new Random(seed);
            logs = [.. logs.OrderBy(_ => random.Next())];
        }

        var normaliser = new GenAiNormaliser(Options.Create(new NormaliserOptions()));
        var joined = logs.OrderBy(log => log.Time).ToLookup(log => (log.TraceId, log.SpanId));
        var records = spans.Select(span => normaliser.Normalise(ProjectId.Default, span, [.. joined[(span.TraceId, span.SpanId)]])).OfType<SpanRecord>().ToList();
        return new CorpusScenario { Name = name, Expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json"))).RootElement, Records = records };
    }
}
