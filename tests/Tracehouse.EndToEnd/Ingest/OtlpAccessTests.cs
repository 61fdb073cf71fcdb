using System.Net;
using System.Text;
using System.Text.Json;
using Tracehouse.EndToEnd.Access;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing.Otlp;
using Xunit;

namespace Tracehouse.EndToEnd.Ingest;

/// <summary>Who may send spans, whose they are, what is left out of them, and what happens when there is no room.</summary>
public sealed class OtlpAccessTests
{
    private const string One = "th-sk-one-planted-0123456789";
    private const string Two = "th-sk-two-planted-0123456789";

    private static readonly string[] Secrets =
        ["mallory.quux@example.org", "4111 1111 1111 1111", "415-555-0134", "sk-proj-Zq81hTg6PlmWx02v", "DE89370400440532013000", "078-05-1120", "203.0.113.77"];

    private static readonly string[] Places =
    [
        "gen_ai.prompt.0.content", "gen_ai.input.messages", "gen_ai.output.messages", "input.value", "user.id", "session.id", "langfuse.trace.tags", "langfuse.trace.name", "metadata",
        "langfuse.trace.metadata.note", "gen_ai.tool.call.arguments", "app.own.words", "gen_ai.request.model", "langfuse.environment", "langfuse.observation.prompt.name",
        "evaluations.0.evaluation.explanation", "db.statement", "gen_ai.request.stop_sequences", "langfuse.observation.status_message",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_door_asks_for_a_key_and_the_spans_belong_to_its_project()
    {
        await using var server = await ServerProcess.StartAsync(
            "--Keys:0:Project", "one", "--Keys:0:Secret", One, "--Keys:1:Project", "two", "--Keys:1:Secret", Two, "--Keys:1:Role", "CallOnly", "--Keys:2:Project", "two", "--Keys:2:Secret", One + "2");
        var span = OneSpan.Request(OneSpan.Plain(1));
        foreach (var key in new[] { null, "th-sk-nobody-0123456789" })
        {
            var refused = await server.PostAsync(span, key: key);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.PostAsync(span, door: server.ApiUrl, key: key)).Status);
            Assert.Equal((HttpStatusCode.OK, 16), (await server.CallAsync(span, key: key)) is var called ? (called.Status, called.GrpcStatus) : default);
        }

        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync(span, key: One)).Status);
        Assert.Equal(0, (await server.CallAsync(OneSpan.Request(OneSpan.Plain(2)), key: Two)).GrpcStatus);
        var id = $"v1/traces/{OneSpan.TraceId}-{Convert.ToHexStringLower(OneSpan.SpanId(1))}";
        var other = $"v1/traces/{OneSpan.TraceId}-{Convert.ToHexStringLower(OneSpan.SpanId(2))}";
        Assert.Equal("one", (await server.AskAsync(One, HttpMethod.Get, id)).Body.GetProperty("tenant_id").GetString());
        Assert.Equal("two", (await server.AskAsync(One + "2", HttpMethod.Get, other)).Body.GetProperty("tenant_id").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await server.AskAsync(One, HttpMethod.Get, other)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.AskAsync(One + "2", HttpMethod.Get, id)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.AskAsync(Two, HttpMethod.Get, other)).Status);
    }

    [Fact]
    public async Task Redacted_secrets_are_in_no_file_and_no_answer()
    {
        await using var server = await ServerProcess.StartAsync("--Privacy:Redact", "true");
        var all = $"zebra: {string.Join(", ", Secrets)}";
        var said = JsonSerializer.Serialize(new[] { new { role = "user", parts = new[] { new { type = "text", content = all } } } });
        var number = 0;
        foreach (var place in Places)
        {
            var value = place.EndsWith("messages", StringComparison.Ordinal) ? said : place == "metadata" ? JsonSerializer.Serialize(new { note = all }) : all;
            var reply = await server.PostAsync(OneSpan.Request(OneSpan.Plain(++number, span =>
            {
                OneSpan.Attributes(("gen_ai.operation.name", "chat"), ("evaluations.0.evaluation.name", "n"), ("evaluations.0.evaluation.score", 1L), (place, value))(span);
                OneSpan.Event("exception", ("exception.message", all))(span);
                OneSpan.Event("gen_ai.evaluation.result", ("gen_ai.evaluation.name", "n"), ("gen_ai.evaluation.score.label", "l"), ("gen_ai.evaluation.explanation", all))(span);
                span.Inner(15, status => status.Text(2, all).Number(3, 2));
            })));
            Assert.Equal((HttpStatusCode.OK, ""), (reply.Status, reply.Body));
        }

        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync(OneSpan.Request(OneSpan.Log(1, "gen_ai.user.message", all)), "v1/logs")).Status);
        AssertNoneIn(FilesOf(Path.Combine(server.DataDirectory, "spool")), "spool");
        for (var each = 1; each <= number; each++)
        {
            var (status, span) = await server.GetAsync($"v1/traces/{OneSpan.TraceId}-{Convert.ToHexStringLower(OneSpan.SpanId(each))}");
            Assert.Equal(HttpStatusCode.OK, status);
            AssertNoneIn(Encoding.UTF8.GetBytes(span.GetRawText()), Places[each - 1]);
        }

        await server.StopAsync();
        AssertNoneIn(FilesOf(server.DataDirectory), "data directory");
        AssertNoneIn(Encoding.UTF8.GetBytes(server.Output), "log");
    }

    [Fact]
    public async Task Without_room_every_door_asks_to_come_back_and_what_is_sent_then_is_kept()
    {
        await using var server = await ServerProcess.StartAsync("--Spool:BytesMax", "20000000", "--Spool:SegmentBytesMax", "1000000", "--ClickHouse:Url", "http://127.0.0.1:1");
        var text = new string('x', 1_000_000);
        var number = 0;
        OtlpReply reply;
        do
        {
            reply = await server.PostAsync(OneSpan.Request(OneSpan.Plain(++number, OneSpan.Attributes(("app.text", text)))));
        }
        while (reply.Status == HttpStatusCode.OK && number < 100);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (reply.Status, reply.HasRetryAfter));
        Assert.Contains("Spool:BytesMax", Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(reply.Body)));
        Assert.InRange(number, 10, 30);
        var large = OneSpan.Request(OneSpan.Plain(number, OneSpan.Attributes(("app.text", text))));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (await server.PostAsync(large, door: server.ApiUrl)) is var api ? (api.Status, api.HasRetryAfter) : default);
        Assert.Equal((14, true), (await server.CallAsync(large)) is var called ? (called.GrpcStatus, called.HasGrpcDetails) : default);
    }

    private static byte[] FilesOf(string directory) => [.. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).SelectMany(ReadShared)];

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void AssertNoneIn(byte[] bytes, string where)
    {
        foreach (var secret in Secrets)
        {
            Assert.False(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0, $"{secret} was kept: {where}");
        }
    }
}
