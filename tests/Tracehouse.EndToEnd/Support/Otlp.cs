using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Xunit;

namespace Tracehouse.EndToEnd.Support;

/// <summary>Spans of another program, told as one line each: <c>id-parent kind name attribute=value ...</c>.</summary>
internal static class Otlp
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Sends the spans of one trace, each beginning a second after the one before it.</summary>
    public static async Task SendAsync(this ServerProcess server, string traceId, DateTimeOffset start, params string[] spans) =>
        await server.SendOtlpAsync("v1/traces", new
        {
            resourceSpans = new[] { new { scopeSpans = new[] { new { spans = spans.Select((text, number) => Span(traceId, text.Split(' '), start.AddSeconds(number))) } } } },
        });

    /// <summary>Sends a log about a span.</summary>
    public static async Task SendLogAsync(this ServerProcess server, string traceId, string spanId, DateTimeOffset time, string eventName, string content) =>
        await server.SendOtlpAsync("v1/logs", new
        {
            resourceLogs = new[]
            {
                new
                {
                    scopeLogs = new[]
                    {
                        new
                        {
                            logRecords = new[]
                            {
                                new
                                {
                                    traceId, spanId = Hex(spanId), eventName, timeUnixNano = Nanoseconds(time),
                                    body = new { kvlistValue = new { values = new[] { Attribute("content", content) } } },
                                },
                            },
                        },
                    },
                },
            },
        });

    /// <summary>A short id as the sixteen digits that OTLP wants.</summary>
    public static string Hex(string id) => id.Length == 0 ? "" : Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(id)).PadLeft(16, '0');

    private static object Span(string traceId, string[] words, DateTimeOffset start)
    {
        var ids = words[0].Split('-');
        var attributes = words.Skip(3).Select(word => Attribute(word.Split('=', 2)[0], word.Split('=', 2)[1].Replace('_', ' ')));
        return new
        {
            traceId,
            spanId = Hex(ids[0]),
            parentSpanId = Hex(ids[1]),
            name = words[2],
            startTimeUnixNano = Nanoseconds(start),
            endTimeUnixNano = Nanoseconds(start.AddSeconds(10)),
            attributes = attributes.Append(Attribute("langfuse.observation.type", words[1])),
        };
    }

    private static object Attribute(string key, string value) => long.TryParse(value, out var number)
        ? new { key, value = (object)new { intValue = number } }
        : double.TryParse(value, CultureInfo.InvariantCulture, out var amount) ? new { key, value = (object)new { doubleValue = amount } } : new { key, value = (object)new { stringValue = value } };

    private static string Nanoseconds(DateTimeOffset time) => ((time - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);

    private static async Task SendOtlpAsync(this ServerProcess server, string path, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Json);
        using var answer = await server.Http.PostAsync(new Uri(server.OtlpUrl, path), content, TestContext.Current.CancellationToken);
        var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK && said == "{}", said);
    }
}
