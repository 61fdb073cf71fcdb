using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Vendors.OpenTracy.Importing;

/// <summary>What is known of a call, by names that the normaliser knows. A count or price that is missing stays unknown, since it would be a guess.</summary>
internal static class CallAttributes
{
    public static void Add(
        List<KeyValuePair<string, AttributeValue>> attributes, ItemFields fields, string kind, string? model, string? provider, ItemContents said, bool hasFailed)
    {
        Say("langfuse.observation.type", kind);
        Say("gen_ai.request.model", model);
        Say("gen_ai.provider.name", fields.Text("provider", "backend") ?? provider);
        Say("langfuse.observation.input", said.Input);
        Say("langfuse.observation.output", said.Output);
        Say("langfuse.session.id", fields.Text("session_id"));
        Say("langfuse.user.id", fields.Text("user_id", "user"));
        Say("gen_ai.response.finish_reasons", fields.Text("finish_reason"));
        Say("error.type", hasFailed ? fields.Text("error_category", "error_code")?.ToLowerInvariant() : null);
        Say("langfuse.observation.cost_details", Cost(fields));
        Say("gen_ai.tool.definitions", fields.Json("request_tools") is { ValueKind: JsonValueKind.Array } tools ? tools.GetRawText() : null);
        Count("gen_ai.usage.input_tokens", fields.Number("tokens_in", "input_tokens"));
        Count("gen_ai.usage.output_tokens", fields.Number("tokens_out", "output_tokens"));
        fields.Get("total_tokens", "tokens_per_s", "has_tool_calls", "tool_calls_count", "is_success");
        if ((fields.Number("ttft_ms") ?? fields.Number("ttft_s") * 1000) is { } first and > 0)
        {
            attributes.Add(new("gen_ai.response.time_to_first_chunk", AttributeValue.From(first / 1000)));
        }

        if (fields.Flag("is_stream"))
        {
            attributes.Add(new("gen_ai.request.stream", AttributeValue.From(true)));
        }

        if (fields.Json("tags") is { ValueKind: JsonValueKind.Array } tags)
        {
            attributes.Add(new("langfuse.trace.tags", AttributeValue.From(
                (IReadOnlyList<AttributeValue>)[.. tags.EnumerateArray().Where(tag => tag.ValueKind == JsonValueKind.String).Select(tag => AttributeValue.From(tag.GetString()!))])));
        }

        void Say(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                attributes.Add(new(name, AttributeValue.From(value)));
            }
        }

        void Count(string name, double? value)
        {
            if (value is > 0 and < 1e15)
            {
                attributes.Add(new(name, AttributeValue.From((long)value)));
            }
        }
    }

    /// <summary>A cost that a sender gives counts, also zero; a zero in the table means that OpenTracy had no price.</summary>
    private static string? Cost(ItemFields fields)
    {
        var (given, input, output, total) = (fields.Number("cost_usd"), fields.Number("input_cost_usd"), fields.Number("output_cost_usd"), fields.Number("total_cost_usd"));
        var cached = fields.Number("cache_input_cost_usd");
        if (total is > 0 && input + output is > 0)
        {
            return new JsonObject { ["input"] = input + (cached ?? 0), ["output"] = output }.ToJsonString();
        }

        return total is > 0 ? new JsonObject { ["total"] = total }.ToJsonString() : given is { } cost ? new JsonObject { ["total"] = cost }.ToJsonString() : null;
    }
}
