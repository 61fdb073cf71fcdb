using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.EndToEnd.Samples;

/// <summary>The examples of Opper's page in C#, against the real server.</summary>
public sealed class FromOpperTests(SharedServer shared)
{
    private static readonly (string, string) Model = ("TRACEHOUSE_MODEL", "openai/gpt-4o-mini");

    [Fact]
    public async Task Calls_lie_in_their_pipeline_with_input_output_and_the_question_to_the_model()
    {
        shared.Upstream.Answer = FakeChatModel.AnswerAsync;
        var said = await shared.Server.RunSampleAsync("FromOpper", Model);

        var pipeline = await shared.Server.TraceAsync(said.After("pipeline"));
        Assert.Equal("my_pipeline", pipeline.GetProperty("name").GetString());
        Assert.Equal(["span my_pipeline 0", "chain step1 1", "generation step1 2", "chain step2 1", "generation step2 2"], Tree(pipeline));
        Assert.Equal(2000, pipeline.GetProperty("totals").GetProperty("tokens_in").GetInt64());

        var document = await shared.Server.TraceAsync(said.After("document"));
        Assert.Equal(
            ["span document_pipeline 0", "span process_document 1", "chain summarize 2", "generation summarize 3", "span enrich_summary 1", "chain extract_topics 2", "generation extract_topics 3"],
            Tree(document));
        Assert.Equal("Hello", said.After("greeting"));
    }

    [Fact]
    public async Task Metrics_changes_examples_and_tags_are_found_where_they_were_put()
    {
        shared.Upstream.Answer = FakeChatModel.AnswerAsync;
        var said = await shared.Server.RunSampleAsync("FromOpper", Model);

        Assert.Equal("latency_ms=320, quality_score=4.5, relevance=0.92", said.After("scores"));
        Assert.Equal("generate_answer, generate_answer", said.After("spans"));
        var (_, span) = await shared.Server.GetAsync($"v1/spans/{said.After("span")}?trace_id={said.After("answer")}");
        Assert.Equal("chain", span.GetProperty("kind").GetString());
        Assert.Equal("What is Tracehouse?", span.GetProperty("input_text").GetString());
        Assert.Equal("What is Tracehouse?", said.After("input"));
        Assert.True(span.GetProperty("metadata").GetProperty("reviewed").GetBoolean());
        Assert.Equal(3, span.GetProperty("scores").GetArrayLength());

        var (_, items) = await shared.Server.GetAsync($"v1/datasets/training_data/items?source_trace_id={said.After("answer")}&source_span_id={said.After("span")}");
        Assert.Equal(said.After("example"), items.GetProperty("items")[0].GetProperty("id").GetString());

        var tagged = await shared.Server.TraceAsync(said.After("tagged"));
        Assert.Equal(["environment:production", "experiment:v2", "user_id:usr_123"], tagged.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).Order(StringComparer.Ordinal));
        Assert.Contains(said, line => line.StartsWith($"listed {said.After("document")}: document_pipeline (success)", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Tree(JsonElement trace) => trace.GetProperty("observations").EnumerateArray()
        .Select(span => $"{span.GetProperty("kind").GetString()} {span.GetProperty("name").GetString()} {span.GetProperty("depth").GetInt32()}");
}
