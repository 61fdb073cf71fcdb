using System.Globalization;
using System.Text.Json.Nodes;
using Tracehouse.Testing.Otlp;

namespace Tracehouse.Tests.Ingest.Otlp;

/// <summary>Random requests, each written both as protobuf and as JSON, in the spellings and orders that senders use.</summary>
internal sealed class RandomTelemetry(Random random)
{
    private const int SpanFields = 11;
    private static readonly string[] Texts = ["", "a", "héllo 😀", "line\nbreak \"quoted\" \\ back", "\0nul", "{\"json\": [1]}", new('x', 300)];

    /// <summary>A request with some spans.</summary>
    public (byte[] Protobuf, byte[] Json) Traces()
    {
        var list = new JsonArray();
        var request = new ProtoWriter();
        for (var each = random.Next(1, 3); each > 0; each--)
        {
            list.Add(Resource(request));
        }

        return (request.ToArray(), System.Text.Encoding.UTF8.GetBytes(new JsonObject { [Name("resourceSpans")] = list }.ToJsonString()));
    }

    private JsonObject Resource(ProtoWriter request)
    {
        var json = new JsonObject();
        request.Inner(1, resource => InOrder(
            () => resource.Inner(1, inner => json["resource"] = new JsonObject { ["attributes"] = Attributes(inner, 1) }),
            () =>
            {
                var scopes = new JsonArray();
                for (var each = random.Next(3); each > 0; each--)
                {
                    scopes.Add(Scope(resource));
                }

                json[Name("scopeSpans")] = scopes;
            }));
        return json;
    }

    private JsonObject Scope(ProtoWriter resource)
    {
        var json = new JsonObject();
        resource.Inner(2, group => InOrder(
            () => group.Inner(1, scope =>
            {
                var (name, version) = (Text(), Text());
                scope.Text(1, name).Text(2, version);
                json["scope"] = new JsonObject { ["name"] = name, ["version"] = version, ["attributes"] = Attributes(scope, 3) };
            }),
            () =>
            {
                var spans = new JsonArray();
                for (var each = random.Next(4); each > 0; each--)
                {
                    spans.Add(Span(group));
                }

                json["spans"] = spans;
            }));
        return json;
    }

    private JsonObject Span(ProtoWriter group)
    {
        var json = new JsonObject { ["unknownField"] = new JsonArray(1, new JsonObject { ["a"] = null }) };
        group.Inner(2, span =>
        {
            span.Text(99, "unknown");
            foreach (var field in Enumerable.Range(0, SpanFields).OrderBy(_ => random.Next()))
            {
                WriteField(field, span, json);
            }
        });
        return json;
    }

    private void WriteField(int field, ProtoWriter span, JsonObject json)
    {
        switch (field)
        {
            case 0: Id(span, 1, json, "traceId", 16); break;
            case 1: Id(span, 2, json, "spanId", 8); break;
            case 2 when random.Next(2) == 0: Id(span, 4, json, "parentSpanId", 8); break;
            case 3: var name = Text(); span.Text(5, name); json["name"] = name; break;
            case 4: var kind = random.Next(6); span.Number(6, (ulong)kind); json["kind"] = random.Next(2) == 0 ? kind : new[] { "SPAN_KIND_UNSPECIFIED", "SPAN_KIND_INTERNAL", "SPAN_KIND_SERVER", "SPAN_KIND_CLIENT", "SPAN_KIND_PRODUCER", "SPAN_KIND_CONSUMER" }[kind]; break;
            case 5: Time(span, 7, json, "startTimeUnixNano"); break;
            case 6: Time(span, 8, json, "endTimeUnixNano"); break;
            case 7: json["attributes"] = Attributes(span, 9); break;
            case 8: Events(span, json); break;
            case 9: Status(span, json); break;
            case 10: var dropped = random.Next(9); span.Number(10, (ulong)dropped); json[Name("droppedAttributesCount")] = dropped; break;
            default: break;
        }
    }

    private void Events(ProtoWriter span, JsonObject json)
    {
        var events = new JsonArray();
        for (var each = random.Next(3); each > 0; each--)
        {
            var happened = new JsonObject();
            span.Inner(11, inner =>
            {
                Time(inner, 1, happened, "timeUnixNano");
                var name = Text();
                inner.Text(2, name);
                happened["name"] = name;
                happened["attributes"] = Attributes(inner, 3);
            });
            events.Add(happened);
        }

        json["events"] = events;
    }

    private void Status(ProtoWriter span, JsonObject json) => span.Inner(15, status =>
    {
        var (message, code) = (Text(), random.Next(3));
        status.Text(2, message).Number(3, (ulong)code);
        json["status"] = new JsonObject { ["message"] = message, ["code"] = random.Next(2) == 0 ? code : new[] { "STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR" }[code] };
    });

    private JsonArray Attributes(ProtoWriter owner, int field)
    {
        var list = new JsonArray();
        for (var each = random.Next(12); each > 0; each--)
        {
            var pair = new JsonObject();
            owner.Inner(field, inner => Pair(inner, pair, depth: 0));
            list.Add(pair);
        }

        return list;
    }

    private void Pair(ProtoWriter writer, JsonObject json, int depth)
    {
        var key = $"{Text()}{random.Next(5)}";
        writer.Text(1, key);
        json["key"] = key;
        writer.Inner(2, value => json["value"] = Value(value, depth));
    }

    private JsonObject Value(ProtoWriter value, int depth)
    {
        switch (random.Next(depth < 4 ? 8 : 6))
        {
            case 0: var text = Text(); value.Text(1, text); return new() { [Name("stringValue")] = text };
            case 1: var truth = random.Next(2) == 0; value.Number(2, truth ? 1UL : 0); return new() { [Name("boolValue")] = truth };
            case 2: var number = Number(); value.Number(3, (ulong)number); return new() { [Name("intValue")] = random.Next(2) == 0 ? number : number.ToString(CultureInfo.InvariantCulture) };
            case 3: var fraction = Fraction(); value.Fixed(4, BitConverter.DoubleToUInt64Bits(fraction)); return new() { [Name("doubleValue")] = double.IsFinite(fraction) ? fraction : Word(fraction) };
            case 4: return [];
            case 5: var bytes = new byte[random.Next(10)]; random.NextBytes(bytes); value.Bytes(7, bytes); return new() { [Name("bytesValue")] = Convert.ToBase64String(bytes) };
            case 6: return List(value, 5, "arrayValue", (item, list) => list.Add(Value(item, depth + 1)));
            default:
                return List(value, 6, "kvlistValue", (item, list) =>
                {
                    var pair = new JsonObject();
                    Pair(item, pair, depth + 1);
                    list.Add(pair);
                });
        }
    }

    private JsonObject List(ProtoWriter value, int field, string name, Action<ProtoWriter, JsonArray> add)
    {
        var list = new JsonArray();
        value.Inner(field, inner =>
        {
            for (var each = random.Next(4); each > 0; each--)
            {
                inner.Inner(1, item => add(item, list));
            }
        });
        return new() { [Name(name)] = new JsonObject { ["values"] = list } };
    }

    private void Id(ProtoWriter writer, int field, JsonObject json, string name, int length)
    {
        var id = new byte[length];
        random.NextBytes(id);
        writer.Bytes(field, id);
        json[Name(name)] = random.Next(2) == 0 ? Convert.ToHexString(id) : Convert.ToHexStringLower(id);
    }

    private void Time(ProtoWriter writer, int field, JsonObject json, string name)
    {
        var time = random.Next(5) == 0 ? 0UL : (ulong)random.NextInt64();
        writer.Fixed(field, time);
        json[Name(name)] = random.Next(2) == 0 ? time : time.ToString(CultureInfo.InvariantCulture);
    }

    private long Number() => random.Next(3) switch { 0 => random.Next(-5, 5), 1 => long.MinValue, _ => random.NextInt64() };

    private double Fraction() => random.Next(5) switch { 0 => double.NaN, 1 => double.PositiveInfinity, 2 => double.NegativeInfinity, 3 => 0.1, _ => random.NextDouble() * 1e300 };

    private static string Word(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    private string Text() => Texts[random.Next(Texts.Length)];

    /// <summary>In one of the two spellings.</summary>
    private string Name(string name) => random.Next(2) == 0 ? name : string.Concat(name.Select(letter => char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{letter}"));

    private void InOrder(Action first, Action second)
    {
        var isTurned = random.Next(2) == 0;
        (isTurned ? second : first)();
        (isTurned ? first : second)();
    }
}
