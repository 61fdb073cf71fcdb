using Tracehouse.Records;
using Tracehouse.Testing.Otlp;
using Xunit;

namespace Tracehouse.Tests.Ingest.Otlp;

public sealed class OtlpPriceTests
{
    [Fact]
    public async Task What_a_span_spent_is_priced_by_the_time_of_the_call() =>
        Assert.Equal(new Cost(10, 5, "of 2027"), (await KeepAsync(("gen_ai.response.model", "model"), ("gen_ai.usage.input_tokens", 10L), ("gen_ai.usage.output_tokens", 5L))).Cost);

    [Fact]
    public async Task The_model_asked_for_is_priced_where_the_one_that_answered_has_no_price() =>
        Assert.Equal(15, (await KeepAsync(
            ("gen_ai.request.model", "model"), ("gen_ai.response.model", "model-of-some-day"), ("gen_ai.usage.input_tokens", 10L), ("gen_ai.usage.output_tokens", 5L))).Cost!.TotalUsd);

    [Fact]
    public async Task A_cost_that_the_span_brings_stands() =>
        Assert.Equal(new Cost(3, 0, "given"), (await KeepAsync(
            ("gen_ai.request.model", "model"), ("gen_ai.usage.input_tokens", 10L), ("gen_ai.usage.output_tokens", 5L), ("gen_ai.usage.cost", 3.0))).Cost);

    [Fact]
    public async Task Without_price_or_usage_there_is_no_cost()
    {
        Assert.Null((await KeepAsync(("gen_ai.request.model", "other"), ("gen_ai.usage.input_tokens", 10L), ("gen_ai.usage.output_tokens", 5L))).Cost);
        Assert.Null((await KeepAsync(("gen_ai.request.model", "model"))).Cost);
        Assert.Null((await KeepAsync(("gen_ai.request.model", "model"), ("gen_ai.usage.input_tokens", 0L), ("gen_ai.usage.output_tokens", 0L))).Cost);
    }

    private static async Task<SpanRecord> KeepAsync(params (string Key, object Value)[] attributes)
    {
        await using var host = await OtlpHost.StartAsync();
        var answer = await host.PostAsync(OneSpan.Request(OneSpan.Plain(1, OneSpan.Attributes([("gen_ai.provider.name", "priced"), .. attributes]))));
        Assert.Equal(200, answer.Status);
        return host.Kept.Records.Single();
    }
}
