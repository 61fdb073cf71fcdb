using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Privacy;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Extras;

/// <summary>
/// Puts our own properties at the end of an answer: <c>cost</c>, <c>_cost</c>, <c>_latency_ms</c>, <c>_routing</c> and <c>trace_id</c>. Every byte
/// of the provider's stays as it is, and what the provider says itself is not said again.
/// </summary>
internal sealed class AnswerExtras(IOptions<ExtrasOptions> options, CallPrices prices)
{
    /// <summary>The header by which a caller goes without them.</summary>
    public const string SwitchName = "X-OpenTracy-Extras";

    // Properties are written without an object around them, which a writer that checks would not allow.
    private static readonly JsonWriterOptions Bare = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly bool _isOn = options.Value.Extras;

    /// <summary>Whether the answer is to carry them.</summary>
    public bool AreWanted(Call call, HttpRequest request) =>
        _isOn && call.Dialect.TakesExtras && !request.Headers[SwitchName].ToString().Equals("off", StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds them to a whole answer of a call that has been recorded.</summary>
    public static void Add(Call call, PooledBytes answer)
    {
        var (end, own) = (call.ReadAnswer().ObjectEnd, call.ReadAnswer().Own);
        if (end >= 0 && answer.Span[(end + 1)..].Trim(" \t\r\n"u8).IsEmpty)
        {
            Insert(call, answer, own, end);
        }
    }

    /// <summary>Adds them to the object with the token counts in a line of a stream.</summary>
    public void AddToUsage(Call call, ChatAnswer counts, PooledBytes line, ByteRange place)
    {
        call.Cost = prices.Of(call, counts);
        Insert(call, line, OwnName.In(line.Span[place.Start..place.End]), place.End - 1);
    }

    private static void Insert(Call call, PooledBytes into, OwnNames own, int end)
    {
        using var extras = new PooledBytes();
        extras.Write(","u8);
        using (var writer = new Utf8JsonWriter(extras, Bare))
        {
            Write(call, writer, own);
        }

        if (extras.Length > 1)
        {
            into.Insert(end, extras.Span);
        }
    }

    private static void Write(Call call, Utf8JsonWriter writer, OwnNames own)
    {
        if (call.Cost is { } cost && (own & OwnNames.Cost) == 0)
        {
            writer.WriteStartObject("cost"u8);
            writer.WriteNumber("input_cost_usd"u8, cost.InputUsd);
            writer.WriteNumber("output_cost_usd"u8, cost.OutputUsd);
            writer.WriteNumber("total_cost_usd"u8, cost.TotalUsd);
            writer.WriteEndObject();
        }

        if ((own & OwnNames.TotalCost) == 0)
        {
            WriteCost(writer, call.Cost);
        }

        if ((own & OwnNames.Latency) == 0)
        {
            writer.WriteNumber("_latency_ms"u8, Math.Round((call.Duration ?? call.Elapsed).TotalMilliseconds, 3));
        }

        if ((own & OwnNames.Routing) == 0)
        {
            WriteRouting(call, writer);
        }

        if (call.TraceLevel != TraceLevel.Off && (own & OwnNames.TraceId) == 0)
        {
            writer.WriteString("trace_id"u8, call.TraceId.Value);
        }
    }

    private static void WriteCost(Utf8JsonWriter writer, Cost? cost)
    {
        if (cost is null)
        {
            writer.WriteNull("_cost"u8);
        }
        else
        {
            writer.WriteNumber("_cost"u8, cost.TotalUsd);
        }
    }

    private static void WriteRouting(Call call, Utf8JsonWriter writer)
    {
        var route = call.Route!;
        writer.WriteStartObject("_routing"u8);
        writer.WriteString("alias"u8, call.Alias);
        writer.WriteString("selected_model"u8, route.Model);
        writer.WriteString("provider"u8, route.Provider.Name);
        writer.WriteNull("cluster_id"u8);
        writer.WriteNumber("attempts"u8, call.Tries);
        writer.WriteEndObject();
    }
}
