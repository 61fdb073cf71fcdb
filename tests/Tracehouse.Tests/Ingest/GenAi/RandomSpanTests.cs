using System.Text;
using System.Text.Json;
using Tracehouse.Ingest.GenAi;
using Tracehouse.Ingest.GenAi.Conventions;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Ingest.GenAi;

/// <summary>Whatever a span says, it becomes a record, and what is kept is JSON of bounded size.</summary>
public sealed class RandomSpanTests
{
    private static readonly string[] Keys =
    [
        .. AllConventions.List.SelectMany(convention => convention.Rules).Select(rule => rule.Key),
        .. AllConventions.List.SelectMany(convention => convention.Prefixes).SelectMany(prefix => new[] { prefix.Prefix + "0.message.content", prefix.Prefix + "x", prefix.Prefix + "1.tool_calls.0.name", prefix.Prefix + "2.document.id" }),
        "resource", "scope", "_truncated", "", ".", "my\0key", "\ud83d",
    ];

    private static readonly string[] Pieces =
    [
        "[", "]", "{", "}", "\"", ",", ":", "\"role\":\"user\"", "\"content\":", "\"parts\":", "\"type\":\"text\"", "null", "\"\\ud83d\"", "{\"\\ud83d\":1}", "-1", "1e999", "\0", "\ud83d", "text",
        "[{\"role\":\"user\",\"content\":\"\\ud83d\"}]", "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\"}]}]}", "\"tool_calls\":[{}]", "\"choices\":[[[[[[[]]]]]]]", "[[[[[[[[{\"role\":\"user\"}]]]]]]]]",
    ];

    [Fact]
    public void Random_attributes_never_throw()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var options = new NormaliserOptions { AttributesBytesMax = 10_000, ContentBytesMax = 10_000 };
        for (var round = 0; round < 5000; round++)
        {
            var span = Said.Span() with
            {
                Attributes = Attributes(random, 0),
                Resource = Attributes(random, 3),
                Events = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new IncomingEvent { Name = EventName(random), Time = Said.Start, Attributes = Attributes(random, 2) })],
                StatusCode = random.Next(4),
                StatusMessage = Text(random),
            };
            var log = new IncomingLog { EventName = EventName(random), Time = DateTimeOffset.MaxValue, Attributes = Attributes(random, 2), Body = Value(random, 0), Scope = IncomingScope.Unknown, Resource = IncomingAttributes.None };
            try
            {
                Check(Said.Of(span, options, log));
            }
            catch (Exception fault)
            {
                Assert.Fail($"Seed {seed}, round {round}: {fault}\n{span.Attributes.Count}: {string.Join('\n', span.Attributes)}\n{string.Join('\n', span.Events.Select(happened => happened.Name + AttributeValue.From(happened.Attributes)))}");
            }
        }
    }

    [Fact]
    public void Deep_values_and_deep_json_become_text()
    {
        var deep = AttributeValue.From("bottom");
        for (var depth = 0; depth < 300; depth++)
        {
            deep = AttributeValue.From([deep]);
        }

        var record = Said.By(("gen_ai.operation.name", "chat"), ("gen_ai.input.messages", deep), ("gen_ai.output.messages", string.Concat(Enumerable.Repeat("[", 10_000))), ("other", deep));
        Check(record);
        Assert.StartsWith("[[[", record.Payload.OutputText.ToString());
    }

    [Fact]
    public void A_hundred_thousand_pieces_take_no_long_time()
    {
        var thoughts = "[" + string.Join(',', Enumerable.Repeat("""{"role":"assistant","parts":[{"type":"reasoning","content":"x"}]}""", 100_000)) + "]";
        var names = "[{\"role\":\"user\",\"content\":\"x\"," + string.Join(',', Enumerable.Range(0, 100_000).Select(index => $"\"p{index}\":{index}")) + "}]";
        var flat = Enumerable.Range(0, 100_000).Select(index => ($"llm.input_messages.{index}.message.content", (object?)"x")).ToArray();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Said.By(("gen_ai.operation.name", "chat"), ("gen_ai.input.messages", thoughts), ("gen_ai.output.messages", names));
        Said.By([("openinference.span.kind", "LLM"), .. flat]);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    private static void Check(SpanRecord? record)
    {
        foreach (var json in record is null ? [] : new[] { record.Payload.InputMessages, record.Payload.OutputMessages, record.Payload.Parameters, record.Payload.Metadata, record.Payload.Attributes, record.Payload.Events })
        {
            if (!json.IsEmpty)
            {
                using var _ = JsonDocument.Parse(json.Bytes, new JsonDocumentOptions { MaxDepth = 2000 });
                Assert.InRange(json.Bytes.Length, 1, 100_000);
                Assert.True(new UTF8Encoding(false, true).GetCharCount(json.Bytes.Span) > 0);
            }
        }
    }

    private static IncomingAttributes Attributes(Random random, int depth) => new(
        [.. Enumerable.Range(0, random.Next(depth == 0 ? 40 : 4)).Select(_ => KeyValuePair.Create(Keys[random.Next(Keys.Length)], Value(random, depth)))]);

    private static AttributeValue Value(Random random, int depth) => random.Next(depth > 3 ? 6 : 8) switch
    {
        0 => default,
        1 => AttributeValue.From(random.NextInt64(long.MinValue, long.MaxValue)),
        2 => AttributeValue.From(random.Next(4) switch { 0 => double.NaN, 1 => double.NegativeInfinity, 2 => double.MaxValue, _ => random.NextDouble() }),
        3 => AttributeValue.From(random.Next(2) == 0),
        4 => AttributeValue.From(new byte[random.Next(5)]),
        5 => AttributeValue.From(Text(random)),
        6 => AttributeValue.From([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))]),
        _ => AttributeValue.From(Attributes(random, depth + 1)),
    };

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string EventName(Random random) => random.Next(5) switch
    {
        0 => "gen_ai.choice",
        1 => "gen_ai.user.message",
        2 => "gen_ai.client.inference.operation.details",
        3 => "exception",
        _ => "other",
    };
}
