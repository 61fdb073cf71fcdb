using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.GenAi;
using Tracehouse.Ingest.Parts;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Records;
using Tracehouse.Tests.Ingest.Otlp;
using Tracehouse.Vendors.Langfuse.Ingestion;
using Xunit;

namespace Tracehouse.Tests.Vendors.Langfuse;

/// <summary>What a span is that Langfuse's older SDKs tell of in events.</summary>
public sealed class IngestionTests
{
    private static readonly KeptRecords Kept = new();

    private static readonly SpanAssembly Assembly = new(new GenAiNormaliser(Options.Create(new NormaliserOptions())), new SpanPricing(Kept), Kept, NullLogger<SpanAssembly>.Instance);

    [Fact]
    public void The_same_events_make_the_same_span_in_any_order()
    {
        (string, int, string)[] events =
        [
            ("generation-create", 1, """{"id":"o","traceId":"t","name":"first","startTime":"2026-11-01T08:00:00Z","model":"gpt-4o","input":"hi","metadata":{"a":{"b":1}},"environment":"prod"}"""),
            ("generation-update", 2, """{"id":"o","traceId":"t","startTime":"2026-11-01T07:00:00Z","endTime":"2026-11-01T08:00:09Z","output":"yes","metadata":{"a":{"c":2}},"name":null,"input":"","environment":"other"}"""),
            ("generation-update", 3, """{"id":"o","traceId":"t","usage":{"input":20,"output":5,"unit":"TOKENS","totalCost":0.5},"level":"WARNING","statusMessage":"slow","promptName":"p","promptVersion":3}"""),
        ];
        var spans = new[] { new[] { 0, 1, 2 }, [2, 1, 0], [1, 2, 0] }.Select(order => Span([.. order.Select(index => events[index])])).ToList();
        var span = spans[0];
        Assert.Equal(("first", "gpt-4o", SpanKind.Generation, SpanLevel.Warning, "prod"), (span.Name, span.Model, span.Kind, span.Level, span.Environment));
        Assert.Equal((20, 5, 0.5m, "p", "3"), (span.Usage.Input, span.Usage.Output, span.Cost?.TotalUsd, span.PromptName, span.PromptVersion));
        Assert.Equal((8, TimeSpan.FromSeconds(9)), (span.StartTime.Hour, span.Duration));
        Assert.Equal("""{"a":{"b":1,"c":2}}""", span.Payload.Metadata.ToString());
        Assert.Equal("yes", span.Payload.OutputText.ToString());
        Assert.All(spans, other => Assert.Equal(
            (span.Name, span.StartTime, span.Duration, span.Usage.Input, span.Payload.Metadata.ToString()),
            (other.Name, other.StartTime, other.Duration, other.Usage.Input, other.Payload.Metadata.ToString())));
    }

    [Fact]
    public void A_property_that_is_there_twice_costs_nothing_else()
    {
        var span = Span(("span-create", 1, """{"id":"o","name":"kept","metadata":{"a":{"b":1,"b":2},"a":{"c":3,"c":4}},"metadata":{"a":{"b":1,"b":2}}}"""));
        Assert.Equal(("kept", """{"a":{"b":2}}"""), (span.Name, span.Payload.Metadata.ToString()));
    }

    [Theory]
    [InlineData("""{"id":"o","usage":{"promptTokens":7,"completionTokens":2,"totalTokens":9}}""", 7, 2)]
    [InlineData("""{"id":"o","usage":{"input":7,"output":2,"total":9}}""", 7, 2)]
    [InlineData("""{"id":"o","usageDetails":{"input":7,"output":2},"usage":{"input":1,"output":1}}""", 7, 2)]
    [InlineData("""{"id":"o","usageDetails":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9,"prompt_tokens_details":{"cached_tokens":3}}}""", 7, 2)]
    [InlineData("""{"id":"o","usage":{"input":7,"output":2,"unit":"CHARACTERS"}}""", null, null)]
    public void Usage_is_read_in_every_shape(string body, int? input, int? output)
    {
        var usage = Span(("generation-create", 1, body)).Usage;
        Assert.Equal((input, output), (usage.Input, usage.Output));
    }

    [Fact]
    public void An_end_before_the_start_is_lifted_and_an_event_takes_no_time()
    {
        Assert.Equal(TimeSpan.Zero, Span(("span-create", 1, """{"id":"o","startTime":"2026-11-01T08:00:00Z","endTime":"2026-11-01T07:00:00Z"}""")).Duration);
        var happened = Span(("event-create", 1, """{"id":"o","startTime":"2026-11-01T08:00:00Z"}"""));
        Assert.Equal((SpanKind.Event, TimeSpan.Zero), (happened.Kind, happened.Duration));
    }

    [Theory]
    [InlineData("span-create", """{"id":"o","startTime":"soon"}""", "startTime")]
    [InlineData("span-create", """{"id":"o","name":5}""", "name")]
    [InlineData("span-create", """{"id":"o","level":"LOUD"}""", "level")]
    [InlineData("span-update", """{"output":"x"}""", "id")]
    [InlineData("generation-create", """{"id":"o","usageDetails":{"input":"many"}}""", "usageDetails.input")]
    [InlineData("generation-create", """{"id":"o","modelParameters":[]}""", "modelParameters")]
    [InlineData("observation-create", """{"id":"o","type":"THING"}""", "type")]
    public void What_is_wrong_is_said_of_its_field(string type, string body, string field)
    {
        Assert.True(EventKind.TryFind(type, out var kind));
        Assert.Null(SpanParts.From(ProjectId.Default, Event(type, 1, body), kind, _ => null, out var fault));
        Assert.StartsWith($"'{field}'", fault);
    }

    [Fact]
    public void A_span_without_a_trace_is_one_of_its_own()
    {
        Assert.Equal("o", Span(("span-create", 1, """{"id":"o","name":"alone"}""")).TraceId.Value);
    }

    [Theory]
    [InlineData("Production", "production")]
    [InlineData("langfuse-llm", "llm")]
    [InlineData("with space", "default")]
    [InlineData("a123456789012345678901234567890123456789xyz", "a123456789012345678901234567890123456789")]
    public void Environments_are_named_as_langfuse_names_them(string said, string kept) =>
        Assert.Equal(kept, Tracehouse.Vendors.Langfuse.Http.EnvironmentName.Of(said));

    private static SpanRecord Span(params (string Type, int Second, string Body)[] events) => Assembly.Assemble(
        [
            .. events.Select(one =>
            {
                Assert.True(EventKind.TryFind(one.Type, out var kind));
                var part = SpanParts.From(ProjectId.Default, Event(one.Type, one.Second, one.Body), kind, _ => null, out var fault);
                Assert.Equal("", fault);
                return part!;
            }),
        ])!;

    private static IngestionEvent Event(string type, int second, string body)
    {
        var said = IngestionEvent.Read(
            JsonElement.Parse($$"""{"id":"e-{{second}}","type":"{{type}}","timestamp":"2026-11-01T08:00:0{{second}}.000Z","body":{{body}}}"""), out var fault);
        Assert.Equal("", fault);
        return said!;
    }
}
