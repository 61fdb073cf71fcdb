using System.Net;
using Xunit;

namespace Tracehouse.EndToEnd.Vendors.OpenTracy;

/// <summary>A table as OpenTracy makes it, in a database of its own of a real engine.</summary>
internal sealed class OpenTracyTable(Uri engine, HttpClient http)
{
    private const string Columns = """
        request_id String DEFAULT generateUUIDv4(), timestamp DateTime64(3, 'UTC'), selected_model LowCardinality(String), provider LowCardinality(String), cluster_id Int32 DEFAULT -1,
        expected_error Float64, cost_adjusted_score Float64, latency_ms Float64, ttft_ms Float64, routing_ms Float64, embedding_ms Float64, tokens_in UInt32, tokens_out UInt32,
        total_tokens UInt32, input_cost_usd Float64, output_cost_usd Float64, cache_input_cost_usd Float64, total_cost_usd Float64, is_error UInt8, error_category LowCardinality(String),
        error_message String, request_type LowCardinality(String), is_stream UInt8, cache_hit UInt8, fallback_count UInt8, provider_attempts String DEFAULT '[]', all_scores String DEFAULT '{}',
        cluster_probabilities String DEFAULT '[]', input_text String, output_text String, input_messages String, output_message String, finish_reason LowCardinality(String),
        request_tools String, response_tool_calls String, has_tool_calls UInt8, tool_calls_count UInt16, execution_timeline String, tokens_per_s Float64
        """;

    public string Database { get; } = $"opentracy_{Guid.CreateVersion7():N}";

    public async Task CreateAsync()
    {
        await RunAsync($"CREATE DATABASE {Database}");
        await RunAsync($"CREATE TABLE {Database}.llm_traces ({Columns}) ENGINE = MergeTree PARTITION BY toYYYYMM(timestamp) ORDER BY (selected_model, timestamp)");
    }

    /// <summary>Adds calls that begin four hours apart, two at a time, from the first day of 2026, of a provider that has the name of the database.</summary>
    public Task AddAsync(int from, int count) => RunAsync($"""
        INSERT INTO {Database}.llm_traces (request_id, timestamp, selected_model, provider, latency_ms, tokens_in, tokens_out, input_cost_usd, output_cost_usd, total_cost_usd, request_type, input_text, output_text)
        SELECT concat('{Database}-', toString(number)), toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + toIntervalHour(4 * intDiv(number, 2)), 'gpt-4o', '{Database}', 100, 10, 5, 0.001, 0.002, 0.003, 'chat', concat('question ', toString(number)), 'answer'
        FROM numbers({from}, {count})
        """);

    public async Task DropAsync() => await RunAsync($"DROP DATABASE {Database}");

    private async Task RunAsync(string sql)
    {
        using var answer = await http.PostAsync(engine, new StringContent(sql), TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
