using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Records;
using Tracehouse.Store.Spool;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Privacy;

/// <summary>Whatever the request and the answer look like, and wherever in them secrets stand, no secret is in any byte of the record.</summary>
public sealed class RedactionPropertyTests
{
    private const int Cases = 150;

    private static readonly string[] Secrets =
    [
        "mallory.quux@example.org", "4111 1111 1111 1111", "5500-0000-0000-0004", "378282246310005", "(415) 555-0134", "+49 30 901820", "sk-proj-Zq81hTg6PlmWx02v",
        "sk-ant-api03-Zq81hTg6PlmWx02v", "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "AKIAIOSFODNN7EXAMPLE", "xoxb-123456789012-abcdefABCDEF",
        "AIzaSyA-1234567890abcdefghijklmnopqrstu", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVm", "DE89 3704 0044 0532 0130 00", "078-05-1120", "203.0.113.77",
        "2001:db8::dead:77", "EMP#4711",
    ];

    private static readonly string[] Around = ["", " ", "\n", "\t", "\"", ", ", " é", "漢 ", "😀", ": ", "\\ ", "<"];

    [Fact]
    public async Task No_secret_is_in_any_byte_of_the_record()
    {
        await using var host = await GatewayHost.StartAsync(("Privacy:Redact", "true"), ("Privacy:Patterns:employee", @"EMP#\d+"));
        var first = Random.Shared.Next(1_000_000);
        for (var seed = first; seed < first + Cases; seed++)
        {
            var random = new Random(seed);
            var isStream = random.Next(2) == 0;
            var request = Written(MakeRequest(random, isStream), random);
            var answer = isStream ? MakeStream(random) : Written(MakeAnswer(random), random);
            var isCut = random.Next(6) == 0;
            answer = isCut ? answer[..random.Next(answer.Length)] : answer;
            var bytes = Encoding.UTF8.GetBytes(answer);
            host.Upstream.Answer = isStream ? UpstreamAnswers.Events(new RandomJson(seed).Cut(bytes, 50)) : UpstreamAnswers.Json(random.Next(4) == 0 ? 400 : 200, answer);

            using var response = await host.PostAsync(request);
            var received = await response.Content.ReadAsByteArrayAsync(GatewayHost.Stop);
            Assert.True(isStream || bytes.AsSpan().SequenceEqual(received), $"seed {seed}: the client's bytes were changed");
            await host.Upstream.NextAsync(GatewayHost.Stop);
            Check(await host.RecordAsync(), $"seed {seed}\n{request}\n{answer}");
        }
    }

    private static void Check(SpanRecord record, string context)
    {
        var output = new ArrayBufferWriter<byte>();
        RecordCodec.Write(record, output);
        var kept = Encoding.UTF8.GetString(output.WrittenSpan);

        // Escapes hide nothing: the bytes are also searched with all of theirs resolved, over and over.
        for (var depth = 0; depth < 6; depth++)
        {
            foreach (var secret in Secrets)
            {
                Assert.False(kept.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{secret} was kept at depth {depth}, {context}\n\n{kept}");
            }

            kept = Unescape(kept);
        }

        foreach (var json in new[] { record.Payload.InputMessages, record.Payload.OutputMessages, record.Payload.Parameters, record.Payload.Metadata })
        {
            if (!json.IsEmpty)
            {
                using var document = JsonDocument.Parse(json.Bytes);
            }
        }
    }

    private static JsonObject MakeRequest(Random random, bool isStream) => new()
    {
        ["model"] = "openai/m",
        ["stream"] = isStream,
        ["user"] = Text(random),
        ["messages"] = new JsonArray(
            new JsonObject { ["role"] = "user", ["content"] = Text(random) },
            new JsonObject { ["role"] = "user", ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = Text(random) }), ["more"] = Value(random, 3) },
            new JsonObject { ["role"] = "assistant", ["tool_calls"] = new JsonArray(ToolCall(random)) }),
        ["metadata"] = new JsonObject { ["user_id"] = Text(random), ["tags"] = new JsonArray(Text(random), "a"), ["x"] = Value(random, 2) },
        ["stop"] = Value(random, 2),
        [random.Next(2) == 0 ? Text(random) : "other"] = Value(random, 3),
    };

    private static JsonObject MakeAnswer(Random random) => random.Next(5) switch
    {
        0 => new JsonObject { ["error"] = new JsonObject { ["message"] = Text(random) } },
        1 => new JsonObject { ["unknown"] = Value(random, 3) },
        _ => new JsonObject
        {
            ["model"] = random.Next(3) == 0 ? Text(random) : "m",
            ["choices"] = new JsonArray(new JsonObject
            {
                ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = Text(random), ["tool_calls"] = new JsonArray(ToolCall(random)) },
                ["finish_reason"] = "stop",
            }),
        },
    };

    /// <summary>A stream whose text and arguments are cut anywhere, between events and within them.</summary>
    private static string MakeStream(Random random)
    {
        var stream = new StringBuilder();
        foreach (var piece in Pieces(Text(random) + " " + Text(random), random))
        {
            Event(new JsonObject { ["content"] = piece });
        }

        foreach (var piece in Pieces(Written(Value(random, 2), random), random))
        {
            Event(new JsonObject { ["tool_calls"] = new JsonArray(new JsonObject { ["index"] = 0, ["function"] = new JsonObject { ["arguments"] = piece } }) });
        }

        return stream.Append("data: [DONE]\n\n").ToString();

        void Event(JsonObject delta) => stream.Append("data: ").Append(Written(new JsonObject { ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta }) }, random)).Append("\n\n");
    }

    private static IEnumerable<string> Pieces(string text, Random random)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = Math.Min(text.Length, at + random.Next(1, 9));
            end += end < text.Length && char.IsLowSurrogate(text[end]) ? 1 : 0;
            yield return text[at..end];
            at = end;
        }
    }

    private static JsonObject ToolCall(Random random) => new()
    {
        ["id"] = "call_1", ["type"] = "function", ["function"] = new JsonObject { ["name"] = "f", ["arguments"] = Written(Value(random, 2), random) },
    };

    private static JsonNode Value(Random random, int depth) => random.Next(depth > 0 ? 6 : 3) switch
    {
        0 => Text(random),
        1 => random.Next(2) == 0 ? 378282246310005 : random.Next(),
        2 => true,
        3 => new JsonArray(Value(random, depth - 1), Text(random)),
        4 => JsonValue.Create(Written(Value(random, depth - 1), random)),
        _ => new JsonObject { [Text(random)] = Value(random, depth - 1), ["b"] = Text(random) },
    };

    private static string Text(Random random) => random.Next(4) == 0
        ? "Nothing here"
        : Around[random.Next(Around.Length)] + Secrets[random.Next(Secrets.Length)] + Around[random.Next(Around.Length)];

    /// <summary>The JSON with letters of its strings written as escapes here and there.</summary>
    private static string Written(JsonNode json, Random random)
    {
        var plain = json.ToJsonString();
        var written = new StringBuilder();
        var isString = false;
        for (var at = 0; at < plain.Length; at++)
        {
            if (plain[at] == '\\')
            {
                var length = plain[at + 1] == 'u' ? 6 : 2;
                written.Append(plain, at, length);
                at += length - 1;
                continue;
            }

            isString ^= plain[at] == '"';
            var escapes = isString && plain[at] != '"' && random.Next(12) == 0 && !IsName(plain, at);
            written.Append(escapes ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)plain[at]:x4}") : plain[at].ToString());
        }

        return written.ToString();
    }

    /// <summary>Whether the place is in a name, which the gateway has to recognise.</summary>
    private static bool IsName(string json, int at)
    {
        var quote = json.IndexOf('"', at);
        return quote + 1 < json.Length && json[quote + 1] == ':';
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 5 < text.Length && text[at + 1] == 'u' && ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.HexNumber, null, out var unit))
            {
                plain.Append((char)unit);
                at += 5;
            }
            else if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\' or '/')
            {
                plain.Append(text[++at]);
            }
            else
            {
                plain.Append(text[at]);
            }
        }

        return plain.ToString();
    }
}
