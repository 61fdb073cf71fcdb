using System.Text;
using System.Text.Json;
using Tracehouse.Ingest.Otlp.Decoding;
using Tracehouse.Testing.Otlp;
using Tracehouse.Tests.Architecture;
using Xunit;

namespace Tracehouse.Tests.Ingest.Otlp;

public sealed class DecodingTests
{
    private static readonly string Corpus = Path.Combine(SourceTree.Root, "tests", "Tracehouse.Tests", "Ingest", "Corpus");

    public static TheoryData<string> Captures =>
        [.. Directory.EnumerateFiles(Corpus, "*.bin", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Corpus, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Captures))]
    public void What_real_clients_sent_means_the_same_as_its_transcript(string capture)
    {
        var path = Path.Combine(Corpus, capture);
        var signal = capture.Contains("traces") || capture.Contains("TraceService") ? OtlpSignal.Traces : capture.Contains("logs") ? OtlpSignal.Logs : OtlpSignal.Metrics;
        var (body, isJson) = Capture.Read(path);

        var sent = isJson ? Found.InJson(signal, body, out var isGood) : Found.InProtobuf(signal, body, out isGood);
        Assert.True(isGood);
        Assert.Empty(sent.Rejected);

        if (signal == OtlpSignal.Metrics)
        {
            return;
        }

        var transcript = new Found();
        using var written = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(path, ".json")));
        var requests = written.RootElement.ValueKind == JsonValueKind.Array ? written.RootElement.EnumerateArray().ToList() : [written.RootElement];
        foreach (var request in requests)
        {
            var part = Found.InJson(signal, Encoding.UTF8.GetBytes(request.GetRawText()), out _);
            transcript.Spans.AddRange(part.Spans);
            transcript.Logs.AddRange(part.Logs);
        }

        Assert.Equal(transcript.WithoutResources(), sent.WithoutResources());
        Assert.Equal(signal == OtlpSignal.Traces, sent.Spans.Count > 0);
    }

    [Fact]
    public void Protobuf_and_json_of_the_same_spans_are_the_same()
    {
        var seed = Random.Shared.Next();
        var random = new RandomTelemetry(new Random(seed));
        for (var round = 0; round < 300; round++)
        {
            var (protobuf, json) = random.Traces();
            var one = Found.InProtobuf(OtlpSignal.Traces, protobuf, out var isGoodProtobuf);
            var other = Found.InJson(OtlpSignal.Traces, json, out var isGoodJson);
            Assert.True(isGoodProtobuf && isGoodJson, $"seed {seed}, round {round}");
            Assert.True(one.ToString() == other.ToString(), $"seed {seed}, round {round}\n{one}\n-----\n{other}");
        }
    }

    [Fact]
    public void Cut_or_garbled_bytes_are_a_fault_or_other_spans_and_never_an_exception()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var (protobuf, json) = new RandomTelemetry(random).Traces();
            for (var each = 0; each < 20; each++)
            {
                Found.InProtobuf(OtlpSignal.Traces, Garbled(protobuf, random), out _).ToString();
                Found.InJson(OtlpSignal.Logs, Garbled(json, random), out _).ToString();
                Found.InJson(OtlpSignal.Traces, Garbled(json, random), out _).ToString();
            }
        }
    }

    private static byte[] Garbled(byte[] bytes, Random random)
    {
        var garbled = bytes[..random.Next(bytes.Length + 1)].ToArray();
        for (var each = random.Next(4); each > 0 && garbled.Length > 0; each--)
        {
            garbled[random.Next(garbled.Length)] = (byte)random.Next(256);
        }

        return garbled;
    }
}
