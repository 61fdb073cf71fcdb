using System.Net;
using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing.Otlp;
using Xunit;

namespace Tracehouse.EndToEnd.Ingest;

/// <summary>One request of the corpus, as its client sent it: in its own bytes where these were kept, else as JSON.</summary>
internal sealed class CorpusRequest
{
    private readonly string _name;
    private readonly byte[] _body;
    private readonly bool _isJson;

    private CorpusRequest(string file)
    {
        var bytes = Path.ChangeExtension(file, ".bin");
        _name = Path.GetFileNameWithoutExtension(file)[4..];
        (_body, _isJson) = File.Exists(bytes) ? Capture.Read(bytes) : (File.ReadAllBytes(file), true);
        Spans = [.. SpansIn(file)];
    }

    public static string Folder { get; } = Path.Combine(Built.Root, "tests", "Tracehouse.Tests", "Ingest", "Corpus");

    /// <summary>The spans that it brings.</summary>
    public IReadOnlyList<(string Trace, string Span)> Spans { get; }

    public static IReadOnlyList<CorpusRequest> Of(string scenario) =>
        [.. Directory.EnumerateFiles(Path.Combine(Folder, scenario), "0*.json").Where(file => !file.EndsWith(".meta.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(file => new CorpusRequest(file))];

    /// <summary>Sends it the way that its client did, packed or not.</summary>
    public async Task SendAsync(ServerProcess server, bool isPacked)
    {
        var body = isPacked ? Capture.Gzip(_body) : _body;
        var encoding = isPacked ? "gzip" : null;
        if (_name.StartsWith("opentelemetry.", StringComparison.Ordinal))
        {
            Assert.Equal(0, (await server.CallAsync(body, _name.Contains("Trace", StringComparison.Ordinal) ? "trace.v1.TraceService" : "logs.v1.LogsService", encoding)).GrpcStatus);
            return;
        }

        var path = _name.Replace("api_public_otel_v1_", "api/public/otel/v1/", StringComparison.Ordinal).Replace("v1_", "v1/", StringComparison.Ordinal);
        var door = path.StartsWith("api/", StringComparison.Ordinal) ? server.ApiUrl : server.OtlpUrl;
        var reply = await server.PostAsync(body, path, _isJson ? OtlpSender.Json : OtlpSender.Protobuf, encoding, door);
        Assert.Equal((HttpStatusCode.OK, _isJson ? "{}" : ""), (reply.Status, reply.Body));
    }

    private static IEnumerable<(string Trace, string Span)> SpansIn(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        if (!json.RootElement.TryGetProperty("resourceSpans", out var groups))
        {
            yield break;
        }

        foreach (var span in groups.EnumerateArray().SelectMany(group => group.GetProperty("scopeSpans").EnumerateArray()).SelectMany(group => group.GetProperty("spans").EnumerateArray()))
        {
            yield return (span.GetProperty("traceId").GetString()!, span.GetProperty("spanId").GetString()!);
        }
    }
}
