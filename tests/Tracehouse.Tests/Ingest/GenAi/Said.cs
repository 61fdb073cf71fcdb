using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.GenAi;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Tests.Ingest.GenAi;

/// <summary>Makes spans out of few words, and normalises them.</summary>
internal static class Said
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The record of a span that says only this.</summary>
    public static SpanRecord By(params (string Key, object? Value)[] attributes) => Of(Span(attributes))!;

    public static IncomingSpan Span(params (string Key, object? Value)[] attributes) => new()
    {
        TraceId = "0af7651916cd43dd8448eb211c80319c",
        SpanId = "b7ad6b7169203331",
        Name = "span",
        Kind = 1,
        StartTime = Start,
        EndTime = Start.AddSeconds(1),
        Attributes = Attributes(attributes),
        Events = [],
        Scope = IncomingScope.Unknown,
        Resource = IncomingAttributes.None,
    };

    public static SpanRecord? Of(IncomingSpan span, params IncomingLog[] logs) => Of(span, new NormaliserOptions(), logs);

    public static SpanRecord? Of(IncomingSpan span, NormaliserOptions options, params IncomingLog[] logs) =>
        new GenAiNormaliser(Options.Create(options)).Normalise(ProjectId.Default, span, logs);

    public static IncomingEvent Event(string name, params (string Key, object? Value)[] attributes) => new() { Name = name, Time = Start, Attributes = Attributes(attributes) };

    public static IncomingLog Log(string name, object? body, TimeSpan after = default) => new()
    {
        EventName = name, Time = Start + after, Attributes = IncomingAttributes.None, Body = Value(body), Scope = IncomingScope.Unknown, Resource = IncomingAttributes.None,
    };

    public static IncomingAttributes Attributes(params (string Key, object? Value)[] attributes) =>
        new([.. attributes.Select(attribute => KeyValuePair.Create(attribute.Key, Value(attribute.Value)))]);

    public static AttributeValue Value(object? value) => value switch
    {
        null => default,
        AttributeValue given => given,
        string text => AttributeValue.From(text),
        int number => AttributeValue.From((long)number),
        long number => AttributeValue.From(number),
        double number => AttributeValue.From(number),
        bool truth => AttributeValue.From(truth),
        string[] list => AttributeValue.From([.. list.Select(AttributeValue.From)]),
        double[] list => AttributeValue.From([.. list.Select(AttributeValue.From)]),
        IncomingAttributes map => AttributeValue.From(map),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    public static JsonNode? Json(Utf8Text text) => text.IsEmpty ? null : JsonNode.Parse(text.ToString());

    public static string Attribute(SpanRecord record, string key) => Json(record.Payload.Attributes)?[key]?.ToString() ?? "";

    /// <summary>Messages in one line: role, text, calls and whose answer it is.</summary>
    public static string Brief(Utf8Text messages) => string.Join(" | ", (Json(messages)?.AsArray() ?? []).Select(message => string.Concat(
        (string?)message!["role"], ": ", message["reasoning"] is { } thought ? $"({thought}) " : "",
        message["content"] is JsonArray parts ? parts.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) : (string?)message["content"],
        message["tool_call_id"] is { } id ? $" <{id}>" : "",
        string.Concat((message["tool_calls"]?.AsArray() ?? []).Select(call => $" {call!["function"]!["name"]}{call["function"]!["arguments"]}#{call["id"]}")))));
}
