namespace Tracehouse.Tests.Vendors.OpenTracy;

/// <summary>A row of OpenTracy's table as ClickHouse writes it, with JSON as text and a value in each column.</summary>
internal static class TableRow
{
    public const string Text = """
        {"request_id":"trace-0123456789abcdef0123456789abcdef","timestamp":"2026-04-01 12:00:00.500","selected_model":"gpt-4o","provider":"openai","cluster_id":4,"expected_error":0,"cost_adjusted_score":0,"latency_ms":1200,"ttft_ms":250,"routing_ms":0,"embedding_ms":0,"tokens_in":11,"tokens_out":7,"total_tokens":18,"input_cost_usd":0.01,"output_cost_usd":0.02,"cache_input_cost_usd":0,"total_cost_usd":0.03,"is_error":0,"error_category":"","error_message":"","request_type":"chat_multiturn","is_stream":1,"cache_hit":0,"fallback_count":0,"provider_attempts":"[]","all_scores":"{}","cluster_probabilities":"[]","input_text":"weather?","output_text":"","input_messages":"[{\"role\":\"user\",\"content\":\"weather?\"}]","output_message":"{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"lookup\",\"arguments\":\"{}\"}}]}","finish_reason":"stop","request_tools":"[{\"type\":\"function\",\"function\":{\"name\":\"lookup\"}}]","response_tool_calls":"","has_tool_calls":1,"tool_calls_count":1,"execution_timeline":"[{\"step\":1,\"phase\":\"inference\",\"started_at\":\"2026-04-01T12:00:00.5Z\",\"duration_ms\":500,\"status\":\"success\",\"model\":\"gpt-4o\",\"tokens_in\":5},{\"step\":2,\"phase\":\"tool_execution\",\"started_at\":\"2026-04-01T12:00:01Z\",\"completed_at\":\"2026-04-01T12:00:01.3Z\",\"duration_ms\":300,\"status\":\"success\",\"tool_name\":\"lookup\",\"tool_input\":{\"q\":1},\"tool_output\":\"sunny\"}]","tokens_per_s":5.8}
        """;
}
