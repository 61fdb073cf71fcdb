using System.Text.Json;
using Tracehouse.Query.Traces;
using Tracehouse.Vendors.Langfuse.Reading;
using Xunit;

namespace Tracehouse.Tests.Vendors.Langfuse.Reading;

/// <summary>What Langfuse's clients are told of a span.</summary>
public sealed class ObservationTranslationTests
{
    private static readonly TraceDetail Span = new() { Project = "p", RequestId = "t", TraceId = "t", SpanId = "s", Kind = "generation", Status = "success" };

    [Fact]
    public void Kinds_of_tokens_add_up_to_all_of_them()
    {
        var details = ObservationTranslation.UsageDetails(Span with
        {
            InputTokens = 100, CachedInputTokens = 30, OutputTokens = 50, ReasoningTokens = 20,
            UsageDetails = new Dictionary<string, long> { ["cache_write"] = 10, ["output_audio"] = 5, ["web_searches"] = 2 },
        });
        Assert.Equal(
            new Dictionary<string, long>
            {
                ["input"] = 60, ["input_cached_tokens"] = 30, ["input_cache_creation"] = 10, ["output"] = 25, ["output_reasoning_tokens"] = 20, ["output_audio_tokens"] = 5,
                ["web_searches"] = 2, ["total"] = 150,
            },
            details);
        Assert.Empty(ObservationTranslation.UsageDetails(Span));
    }

    [Theory]
    [InlineData("", """[{"role":"user","content":"hi"}]""", """[{"role":"user","content":"hi"}]""")]
    [InlineData("""{"_input_form":"text"}""", """[{"role":"user","content":"hi"}]""", "\"hi\"")]
    [InlineData("""{"_input_form":"text"}""", """[{"role":"user","content":"{\"q\":1}"}]""", """{"q":1}""")]
    [InlineData("""{"_input_form":"message"}""", """[{"role":"user","content":"hi"}]""", """{"role":"user","content":"hi"}""")]
    [InlineData("""{"_input_form":"messages"}""", """[{"role":"user","content":"hi"}]""", """{"messages":[{"role":"user","content":"hi"}]}""")]
    [InlineData("""{"_input_form":"text"}""", """[{"role":"system","content":"be"},{"role":"user","content":"hi"}]""", """[{"role":"system","content":"be"},{"role":"user","content":"hi"}]""")]
    [InlineData("""{"langfuse.observation.input":"{\"messages\":[],\"tools\":[]}"}""", """[{"role":"user","content":"hi"}]""", """{"messages":[],"tools":[]}""")]
    public void What_was_said_comes_back_in_the_form_in_which_it_was_given(string attributes, string messages, string expected) =>
        Assert.Equal(expected, SaidValue.Input(Span with { Attributes = attributes, InputMessages = messages })?.GetRawText());

    [Theory]
    [InlineData("plain words", "\"plain words\"")]
    [InlineData("true story", "\"true story\"")]
    [InlineData("[1, 2", "\"[1, 2\"")]
    [InlineData("{\"a\": [1]}", "{\"a\": [1]}")]
    [InlineData("42", "42")]
    public void Text_is_JSON_only_where_it_is(string text, string expected) => Assert.Equal(expected, SaidValue.Parse(text)?.GetRawText());

    [Fact]
    public void Parameters_are_texts_and_numbers_for_clients_that_read_nothing_else()
    {
        var parameters = ObservationTranslation.Parameters(Span with { Parameters = """{"temperature":0.7,"stop":["a"],"stream":true,"user":"x","seed":null,"_from_logs":true}""" });
        Assert.Equal("""{"temperature":0.7,"stop":"[\"a\"]","stream":"true","user":"x"}""", parameters.GetRawText());
    }

    [Theory]
    [InlineData("generation", "", true)]
    [InlineData("event", "", false)]
    [InlineData("span", """{"_unended":true}""", false)]
    public void A_span_has_an_end_when_somebody_said_so(string kind, string attributes, bool hasEnd)
    {
        var body = ObservationTranslation.Of(Span with { Kind = kind, Attributes = attributes }, ObservationLink.None);
        Assert.Equal((hasEnd, hasEnd), (body.EndTime is not null, body.Latency is not null));
    }

    [Fact]
    public void The_id_of_a_trace_has_the_dashes_that_it_was_given_with()
    {
        var span = Span with { TraceId = "3f1c2a9e5b7d4c1e8a430d9f6e2b7c55" };
        Assert.Equal(span.TraceId, ObservationTranslation.Of(span, ObservationLink.None).TraceId);
        Assert.Equal("3f1c2a9e-5b7d-4c1e-8a43-0d9f6e2b7c55", ObservationTranslation.Of(span with { Attributes = """{"_dashed_trace":true}""" }, ObservationLink.None).TraceId);
    }

    [Fact]
    public void A_list_leaves_out_what_nobody_asked_for()
    {
        var told = SparseObservation.Of(Span, null, new HashSet<string> { "core", "usage" }, ObservationLink.None);
        Assert.True(told.ContainsKey("usageDetails") && told.ContainsKey("parentObservationId"));
        Assert.False(told.ContainsKey("input") || told.ContainsKey("name") || told.ContainsKey("latency"));
        Assert.Equal(JsonValueKind.Null, JsonSerializer.SerializeToElement(told["modelId"]).ValueKind);
    }
}
