using System.Text;
using Tracehouse.Records;
using Tracehouse.Tests.Ingest.Otlp;
using Xunit;

namespace Tracehouse.Tests.Ingest.Mirroring;

public sealed class MirrorsTests
{
    private const string Body = """{"resourceSpans": [{"scopeSpans": [{"spans": [{"traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "b7ad6b7169203331", "name": "s"}]}]}]}""";

    [Fact]
    public async Task A_body_goes_on_byte_for_byte_with_the_headers_of_the_settings()
    {
        await using var receiver = await FakeReceiver.StartAsync();
        await using var host = await OtlpHost.StartAsync(("Mirrors:other:Url", receiver.Url), ("Mirrors:other:Headers:x-key", "k-1"));
        Assert.Equal(200, (await host.PostAsync(Encoding.UTF8.GetBytes(Body), type: "application/json")).Status);
        Assert.Equal(200, (await host.PostAsync("{\"resourceLogs\": []}"u8.ToArray(), "/v1/logs", "application/json")).Status);
        await receiver.WaitAsync(2);
        var taken = receiver.Taken.ToList();
        Assert.Equal(("/v1/traces", "application/json", "k-1", Body), (taken[0].Path, taken[0].Type, taken[0].Headers["x-key"].ToString(), Encoding.UTF8.GetString(taken[0].Body)));
        Assert.Equal("/v1/logs", taken[1].Path);
    }

    [Fact]
    public async Task Langfuse_gets_spans_only_at_its_own_path_with_its_keys()
    {
        await using var receiver = await FakeReceiver.StartAsync();
        await using var host = await OtlpHost.StartAsync(
            ("Mirrors:lf:Url", receiver.Url), ("Mirrors:lf:Protocol", "langfuse"), ("Mirrors:lf:PublicKey", "pk"), ("Mirrors:lf:SecretKey", "sk"));
        await host.PostAsync("{\"resourceLogs\": []}"u8.ToArray(), "/v1/logs", "application/json");
        await host.PostAsync(Encoding.UTF8.GetBytes(Body), type: "application/json");
        await receiver.WaitAsync(1);
        var taken = receiver.Taken.Single();
        Assert.Equal(("/api/public/otel/v1/traces", $"Basic {Convert.ToBase64String("pk:sk"u8)}"), (taken.Path, taken.Headers.Authorization.ToString()));
    }

    [Fact]
    public async Task A_record_is_the_same_record_when_another_server_of_ours_reads_it()
    {
        await using var other = await OtlpHost.StartAsync();
        await using var host = await OtlpHost.StartAsync(("Mirrors:other:Url", other.Url));
        var record = Record("gateway");
        host.Mirrors.Add(record);
        host.Mirrors.Add(record with { SpanId = Id("no hex id"), ParentSpanId = null });
        await UntilAsync(() => other.Kept.Records.Count == 2);
        var read = other.Kept.Records.ToList();
        Assert.Equal((record.TraceId, record.SpanId, record.ParentSpanId, record.Kind, record.Name), (read[0].TraceId, read[0].SpanId, read[0].ParentSpanId, read[0].Kind, read[0].Name));
        Assert.Equal((record.StartTime, record.Duration, record.TimeToFirstToken), (read[0].StartTime, read[0].Duration, read[0].TimeToFirstToken));
        Assert.Equal((record.ModelAsked, record.Model, record.Provider, record.FinishReason), (read[0].ModelAsked, read[0].Model, read[0].Provider, read[0].FinishReason));
        Assert.Equal((record.Usage.Input, record.Usage.Output, record.Usage.CachedInput, record.Usage.Reasoning), (read[0].Usage.Input, read[0].Usage.Output, read[0].Usage.CachedInput, read[0].Usage.Reasoning));
        Assert.Equal((0.25m, 0.5m), (read[0].Cost?.InputUsd, read[0].Cost?.OutputUsd));
        Assert.Equal((record.SessionId, record.UserId, record.Environment, record.Status, record.Error), (read[0].SessionId, read[0].UserId, read[0].Environment, read[0].Status, read[0].Error));
        Assert.Equal(record.Tags, read[0].Tags);
        Assert.Equal((record.Payload.InputMessages.ToString(), record.Payload.OutputMessages.ToString()), (read[0].Payload.InputMessages.ToString(), read[0].Payload.OutputMessages.ToString()));
        Assert.Contains("\"team\":\"a\"", read[0].Payload.Metadata.ToString());
        Assert.Contains("own.attribute", read[0].Payload.Attributes.ToString());
        Assert.Equal(16, read[1].SpanId.Value.Length);
        Assert.Contains("no hex id", read[1].Payload.Attributes.ToString());
    }

    [Fact]
    public async Task What_waits_together_is_sent_together()
    {
        await using var receiver = await FakeReceiver.StartAsync(0);
        await using var host = await OtlpHost.StartAsync(("Mirrors:other:Url", receiver.Url));
        host.Mirrors.Add(Record("gateway"));
        await UntilAsync(() => receiver.Requests == 1);
        for (var index = 0; index < 5; index++)
        {
            host.Mirrors.Add(Record("gateway"));
        }

        receiver.LetGo();
        await receiver.WaitAsync(2);
        await UntilAsync(() => host.Mirrors.States.Single() is { Sent: 6, BytesWaiting: 0, Dropped: 0 });
        Assert.Equal(2, receiver.Requests);
    }

    [Theory]
    [InlineData("Privacy:Redact", "true")]
    [InlineData("Privacy:Content", "false")]
    [InlineData("Privacy:Patterns:ticket", "T-[0-9]+")]
    public async Task No_body_goes_on_when_something_may_have_to_be_left_out_of_it(string setting, string value)
    {
        await using var receiver = await FakeReceiver.StartAsync();
        await using var host = await OtlpHost.StartAsync(("Mirrors:other:Url", receiver.Url), (setting, value));
        Assert.Equal(200, (await host.PostAsync(Encoding.UTF8.GetBytes(Body), type: "application/json")).Status);
        host.Mirrors.Add(Record("otlp"));
        await receiver.WaitAsync(1);
        Assert.Equal("application/x-protobuf", receiver.Taken.Single().Type);
    }

    [Fact]
    public async Task What_came_as_a_body_is_not_sent_once_more_as_a_record_nor_to_the_mirror_of_another_project()
    {
        await using var receiver = await FakeReceiver.StartAsync();
        await using var host = await OtlpHost.StartAsync(("Mirrors:other:Url", receiver.Url), ("Mirrors:foreign:Url", receiver.Url), ("Mirrors:foreign:Project", "elsewhere"));
        host.Mirrors.Add(Record("otlp"));
        host.Mirrors.Add(Record("neuraltrust"));
        await receiver.WaitAsync(1);
        await UntilAsync(() => host.Mirrors.States.Sum(state => state.BytesWaiting) == 0);
        Assert.Equal(1, host.Mirrors.States.Sum(state => state.Sent));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(502)]
    public async Task What_is_refused_for_now_is_sent_again(int status)
    {
        await using var receiver = await FakeReceiver.StartAsync(status);
        receiver.RetryAfter = "0";
        await using var host = await OtlpHost.StartAsync(("Mirrors:other:Url", receiver.Url));
        await host.PostAsync(Encoding.UTF8.GetBytes(Body), type: "application/json");
        await receiver.WaitAsync(1);
        Assert.Equal((2, 0), (receiver.Requests, host.Mirrors.States.Single().Dropped));
    }

    [Fact]
    public async Task What_is_refused_for_good_is_left_out_and_counted_and_the_next_is_sent()
    {
        await using var receiver = await FakeReceiver.StartAsync(400);
        await using var host = await OtlpHost.StartAsync(("Mirrors:other:Url", receiver.Url));
        await host.PostAsync(Encoding.UTF8.GetBytes(Body), type: "application/json");
        await host.PostAsync(Encoding.UTF8.GetBytes(Body), type: "application/json");
        await receiver.WaitAsync(1);
        await UntilAsync(() => host.Mirrors.States.Single() is { Sent: 1, Dropped: 1, BytesWaiting: 0 });
    }

    [Fact]
    public async Task A_mirror_that_stalls_costs_nobody_time_and_what_does_not_fit_is_counted()
    {
        await using var receiver = await FakeReceiver.StartAsync(0, 0, 0, 0);
        await using var host = await OtlpHost.StartAsync(("Mirrors:other:Url", receiver.Url), ("Mirrors:other:QueueBytesMax", "4096"));
        for (var index = 0; index < 100; index++)
        {
            Assert.Equal(200, (await host.PostAsync(Encoding.UTF8.GetBytes(Body), type: "application/json")).Status);
        }

        Assert.Equal(100, host.Kept.Records.Count);
        var state = host.Mirrors.States.Single();
        Assert.InRange(state.BytesWaiting, 1, 4096);
        Assert.True(state.Dropped > 50, $"{state.Dropped} were left out.");
        receiver.LetGo();
        await UntilAsync(() => host.Mirrors.States.Single().BytesWaiting == 0);
        Assert.Equal(100, host.Mirrors.States.Single() is var end ? end.Sent + end.Dropped : 0);
    }

    [Fact]
    public async Task A_mirror_that_cannot_be_reached_is_given_up_after_the_time_of_its_setting_and_found_again()
    {
        await using var receiver = await FakeReceiver.StartAsync(503, 503);
        await using var host = await OtlpHost.StartAsync(("Mirrors:other:Url", receiver.Url), ("Mirrors:other:RetrySecondsMax", "0"));
        await host.PostAsync(Encoding.UTF8.GetBytes(Body), type: "application/json");
        await UntilAsync(() => host.Mirrors.States.Single().Dropped == 1);
        await host.PostAsync(Encoding.UTF8.GetBytes(Body), type: "application/json");
        await UntilAsync(() => host.Mirrors.States.Single().Dropped == 2);
        await host.PostAsync(Encoding.UTF8.GetBytes(Body), type: "application/json");
        await receiver.WaitAsync(1);
    }

    private static SpanRecord Record(string source)
    {
        TraceId.TryParse("0af7651916cd43dd8448eb211c80319c", out var trace);
        return new SpanRecord
        {
            Project = ProjectId.Default, TraceId = trace, SpanId = Id("b7ad6b7169203331"), ParentSpanId = Id("00f067aa0ba902b7"), Kind = SpanKind.Generation, Name = "chat m", Source = source,
            StartTime = new DateTimeOffset(2026, 11, 20, 10, 0, 0, 123, TimeSpan.Zero), Duration = TimeSpan.FromMilliseconds(1500), TimeToFirstToken = TimeSpan.FromMilliseconds(250),
            Status = SpanStatus.Error, Error = new SpanError("upstream_error", "it broke"), Level = SpanLevel.Error, ModelAsked = "m", Model = "m-2026", Provider = "p", FinishReason = "stop", IsStream = true,
            Usage = new TokenUsage { Input = 10, Output = 5, CachedInput = 4, Reasoning = 2 }, Cost = new Cost(0.25m, 0.5m, "v"), SessionId = "s", UserId = "u", Tags = ["one", "two"], Environment = "staging",
            Payload = new SpanPayload
            {
                InputMessages = Utf8Text.From("""[{"role":"user","content":"hi"}]"""), OutputMessages = Utf8Text.From("""[{"role":"assistant","content":"ho"}]"""),
                Metadata = Utf8Text.From("""{"team":"a"}"""), Attributes = Utf8Text.From("""{"own.attribute":7}"""),
            },
        };
    }

    private static SpanId Id(string text) => SpanId.TryParse(text, out var id) ? id : throw new ArgumentException(text);

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        for (var tries = 0; !isTrue(); tries++)
        {
            Assert.True(tries < 1_000, "It never came about.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
