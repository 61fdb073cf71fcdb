using System.Text;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.EndToEnd.Draining;

/// <summary>What was said, stored by itself once, however often it is sent.</summary>
public sealed class MessageTests(SharedServer shared)
{
    private const string Hashes = "SELECT concat(span_id, ' ', toString(length(input_hashes)), ' ', toString(length(output_hashes)), ' ', input_messages, output_messages, input_text, output_text) AS column FROM span_payloads ORDER BY column";
    private const string Words = "SELECT content AS column FROM messages FINAL WHERE hasAllTokens(lowerUTF8(text), '{0}')";

    [Fact]
    public async Task A_history_that_is_sent_with_every_turn_is_stored_once()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        var history = Message("system", "Be brief and kind to whoever asks you.");
        for (var turn = 0; turn < 10; turn++)
        {
            var answer = Message("assistant", $"This is the answer of turn {turn}.");
            history += "," + Message("user", $"This is the question of turn {turn}.");
            Assert.True(bench.Spool.TryAppend(Call($"{turn}", $"[{history}]", $"[{answer}]", $"This is the answer of turn {turn}.")));
            history += "," + answer;
            if (turn is 3 or 6)
            {
                await bench.DrainAsync();
                await bench.RestartAsync();
            }
        }

        await bench.DrainAsync();
        var told = Call("told", $"[{Message("user", "Asked in messages and in a text.")}]", "", "");
        Assert.True(bench.Spool.TryAppend(told with { Payload = told.Payload with { InputText = Utf8Text.From("Asked in messages and in a text.") } }));
        await bench.DrainAsync();
        Assert.Equal(["told 1 0 "], await bench.RowsAsync($"SELECT column FROM ({Hashes}) WHERE startsWith(column, 'told')"));
        await bench.ExecuteAsync("DELETE FROM span_payloads WHERE span_id = 'told'");
        Assert.Equal(["22"], await bench.RowsAsync("SELECT count() AS column FROM messages FINAL"));
        Assert.Equal(Enumerable.Range(0, 10).Select(turn => $"{turn} {(2 * turn) + 2} 1 "), await bench.RowsAsync(Hashes));
        Assert.Equal([Message("user", "This is the question of turn 7.")], await bench.RowsAsync("SELECT content AS column FROM messages FINAL WHERE hasAllTokens(lowerUTF8(text), 'question 7')"));
        Assert.Equal(["0"], await bench.RowsAsync("SELECT count() AS column FROM span_payloads WHERE arrayExists(hash -> hash NOT IN (SELECT hash FROM messages), arrayConcat(input_hashes, output_hashes))"));
    }

    [Fact]
    public async Task What_messages_do_not_say_stays_with_the_span()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        var question = Message("user", "A question that is long enough to be named.");
        foreach (var call in new[]
        {
            Call("another text", $"[{question}]", $"[{Message("assistant", "An answer that is long enough.")}]", "else"), Call("broken", $"[{question}", "", ""), Call("none", "", "", "only text"),
            Call("not a list", question, "", ""), Call("short", "[1,2,3,4]", "[]", ""),
        })
        {
            Assert.True(bench.Spool.TryAppend(call));
        }

        await bench.DrainAsync();
        Assert.Equal(["another text 1 1 else", $"broken 0 0 [{question}A question that is long enough to be named.", "none 0 0 only text", $"not a list 0 0 {question}", "short 0 0 [1,2,3,4][]"], await bench.RowsAsync(Hashes));
    }

    [Fact]
    public async Task Words_are_those_of_texts_and_not_of_pictures_or_of_the_format()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        var picture = Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a needle in a picture ", 50_000))));
        Assert.True(bench.Spool.TryAppend(Call("seen", $$$"""[{"role":"user","content":[{"type":"text","text":"What do you\nsee, \u00dcnal?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{picture}}}"}}]},{"role":"user","content":"data:image/png;base64,{{{picture}}} inline"}]""", "", "")));
        await bench.DrainAsync();
        Assert.Single(await Find(bench, "see ünal"));
        Assert.Single(await Find(bench, "inline"));
        Assert.Empty(await Find(bench, "url"));
        Assert.Empty(await Find(bench, "role"));
        Assert.True(long.Parse((await bench.RowsAsync("SELECT max(length(text)) AS column FROM messages"))[0], null) < 1_000);
    }

    [Fact]
    public async Task Pairs_say_what_a_span_says_of_itself()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        var call = Call("s", "", "", "") with { Tags = ["nightly"] };
        Assert.True(bench.Spool.TryAppend(call with
        {
            Payload = new SpanPayload
            {
                Metadata = Utf8Text.From("""{"region":"eu","deep":{"a":[1,true,null,"x\ny"]}}"""),
                Attributes = Utf8Text.From($$"""{"http.method":"GET","long":"{{new string('ü', 150)}}"}"""),
            },
        }));
        await bench.DrainAsync();
        Assert.Equal(
            ["tag=nightly", "metadata.region=eu", "metadata.deep.a=1", "metadata.deep.a=true", "metadata.deep.a=null", "metadata.deep.a=x\ny", "attribute.http.method=GET", $"attribute.long={new string('ü', 100)}"],
            await bench.RowsAsync("SELECT arrayJoin(pairs) AS column FROM span_payloads"));
        Assert.Equal(["s"], await bench.RowsAsync("SELECT span_id AS column FROM span_payloads WHERE has(pairs, 'metadata.region=eu')"));
    }

    private static Task<string[]> Find(DrainBench bench, string words) => bench.RowsAsync(Words.Replace("{0}", words, StringComparison.Ordinal));

    private static string Message(string role, string text) => $$"""{"role":"{{role}}","content":"{{text}}"}""";

    private static SpanRecord Call(string id, string input, string output, string text)
    {
        SpanId.TryParse(id, out var span);
        return DrainBench.Record(id) with
        {
            SpanId = span, Payload = new SpanPayload { InputMessages = Utf8Text.From(input), OutputMessages = Utf8Text.From(output), OutputText = Utf8Text.From(text) },
        };
    }
}
