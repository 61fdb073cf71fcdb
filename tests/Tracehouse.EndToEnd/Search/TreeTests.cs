using System.Net;
using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Search;

/// <summary>A run of an agent, read back as a whole, as a tree and span by span.</summary>
public sealed class TreeTests(SharedServer shared)
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow.AddMinutes(-5);
    private readonly string _trace = Guid.NewGuid().ToString("N");

    private ServerProcess Server => shared.Server;

    [Fact]
    public async Task A_trace_is_a_tree_whatever_came_first_and_twice()
    {
        string[] spans =
        [
            "r- agent plan user.id=ada", "c1-r generation ask gen_ai.request.model=m1 gen_ai.usage.input_tokens=60 gen_ai.usage.output_tokens=6 session.id=s-tree",
            "t1-r tool look_up", "c2-t1 generation again gen_ai.request.model=m2 gen_ai.usage.input_tokens=7 gen_ai.usage.output_tokens=1", "x-gone span lost",
        ];
        await Server.SendAsync(_trace, Start.AddSeconds(3), spans[3..]);
        await Server.SendAsync(_trace, Start, spans[..3]);
        await Server.SendAsync(_trace, Start.AddSeconds(3), spans[3..]);

        var trace = await Server.TraceAsync(_trace);
        Assert.Equal(_trace, trace.GetProperty("request_id").GetString());
        Assert.Equal("plan", trace.GetProperty("name").GetString());
        Assert.Equal(("ada", "s-tree"), (trace.GetProperty("user_id").GetString(), trace.GetProperty("session_id").GetString()));
        Assert.Equal((67, 7, 5), (trace.GetProperty("tokens_in").GetInt32(), trace.GetProperty("tokens_out").GetInt32(), trace.GetProperty("observation_count").GetInt32()));
        Assert.Equal(
            ["0 r 67", "1 c1 60", "1 t1 7", "2 c2 7", "0 x ?"],
            trace.GetProperty("observations").EnumerateArray().Select(span =>
                $"{span.GetProperty("depth")} {Short(span.GetProperty("span_id").GetString()!)} {Or(span.GetProperty("totals").GetProperty("tokens_in"))}"));
    }

    [Fact]
    public async Task The_tree_comes_in_windows()
    {
        await Server.SendAsync(_trace, Start, [.. Enumerable.Range(0, 25).Select(number => number == 0 ? "a0- agent root" : $"a{number}-a{number - 1} span step")]);
        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var (status, page) = await Server.GetAsync($"v1/traces/{_trace}?limit=10{cursor}");
            Assert.Equal(HttpStatusCode.OK, status);
            seen.AddRange(page.GetProperty("observations").EnumerateArray().Select(span => Short(span.GetProperty("span_id").GetString()!)));
            cursor = page.TryGetProperty("next_cursor", out var next) ? $"&cursor={next.GetString()}" : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(Enumerable.Range(0, 25).Select(number => $"a{number}"), seen);
    }

    [Fact]
    public async Task A_span_is_read_by_either_address()
    {
        await Server.SendAsync(_trace, Start, "r- agent plan", "c-r generation ask gen_ai.request.model=m1");
        var (_, byTrace) = await Server.GetAsync($"v1/spans/{Otlp.Hex("c")}?trace_id={_trace}");
        var (_, byBoth) = await Server.GetAsync($"v1/spans/{_trace}-{Otlp.Hex("c")}");
        var (_, asTrace) = await Server.GetAsync($"v1/traces/{_trace}-{Otlp.Hex("c")}");
        Assert.Equal("ask", byTrace.GetProperty("name").GetString());
        Assert.Equal(byTrace.GetRawText(), byBoth.GetRawText());
        Assert.Equal(byTrace.GetRawText(), asTrace.GetRawText());
        var (missing, _) = await Server.GetAsync($"v1/spans/{Otlp.Hex("z")}?trace_id={_trace}");
        var (unclear, fault) = await Server.GetAsync("v1/spans/c");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (missing, unclear));
        Assert.Contains("trace_id", fault.GetRawText());
    }

    [Fact]
    public async Task Contents_come_with_the_spans_when_asked_for_logs_included()
    {
        await Server.SendAsync(_trace, Start, "r- agent plan gen_ai.prompt=the_question gen_ai.completion=the_answer", "c-r generation ask gen_ai.request.model=m1");
        await Server.SendLogAsync(_trace, "c", Start.AddSeconds(20), "gen_ai.user.message", "told later");

        var (_, plain) = await Server.GetAsync($"v1/traces/{_trace}/spans");
        Assert.All(plain.GetProperty("spans").EnumerateArray(), span => Assert.False(span.TryGetProperty("content", out _)));
        Assert.Equal(2, plain.GetProperty("total").GetInt32());

        var (_, said) = await Server.GetAsync($"v1/traces/{_trace}/spans?contents=true");
        Assert.Contains("told later", said.GetProperty("spans")[1].GetProperty("content").GetProperty("input_messages").GetRawText());
        var (refused, _) = await Server.GetAsync($"v1/traces/{_trace}/spans?contents=true&limit=101");
        Assert.Equal(HttpStatusCode.BadRequest, refused);
    }

    [Fact]
    public async Task Spans_are_listed_by_what_they_are()
    {
        await Server.SendAsync(_trace, Start, "r- agent plan", "t1-r tool weather", "t2-r tool time", "c-r generation ask gen_ai.request.model=m1 gen_ai.usage.input_tokens=9");
        Assert.Equal(["t2", "t1"], await SpansAsync($"trace_id={_trace}&kind=tool"));
        Assert.Equal(["t1"], await SpansAsync($"trace_id={_trace}&name=wea*"));
        Assert.Equal(["c"], await SpansAsync($"trace_id={_trace}&min_tokens_in=9&model=m1"));
        Assert.Equal([], await SpansAsync($"trace_id={_trace}&max_tokens_in=8"));
        var (_, first) = await Server.GetAsync($"v1/spans?trace_id={_trace}&limit=3");
        Assert.Equal(["r"], await SpansAsync($"trace_id={_trace}&limit=3&cursor={first.GetProperty("next_cursor").GetString()}"));
        var (status, fault) = await Server.GetAsync("v1/spans?colour=red");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("colour", fault.GetRawText());
    }

    private async Task<List<string>> SpansAsync(string query)
    {
        var (status, page) = await Server.GetAsync($"v1/spans?{query}");
        Assert.True(status == HttpStatusCode.OK, page.GetRawText());
        return [.. page.GetProperty("spans").EnumerateArray().Select(span => Short(span.GetProperty("span_id").GetString()!))];
    }

    private static string Short(string hex) => System.Text.Encoding.ASCII.GetString(Convert.FromHexString(hex)).TrimStart('\0');

    private static string Or(JsonElement number) => number.ValueKind == JsonValueKind.Null ? "?" : number.GetRawText();
}
