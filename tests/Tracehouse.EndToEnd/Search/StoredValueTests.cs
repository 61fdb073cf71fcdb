using System.Net;
using Tracehouse.EndToEnd.Access;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Search;

/// <summary>Every value that was stored finds what has it, and nothing else, in lists of traces, spans and sessions.</summary>
public sealed class StoredValueTests(StoredValueTests.Store store) : IClassFixture<StoredValueTests.Store>
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Levels = ["DEFAULT", "WARNING", "ERROR"];
    private static readonly string[] Verdicts = ["bad", "fair", "good"];

    [Theory]
    [InlineData("metadata.region=eu{0}")]
    [InlineData("attribute.shop.colour=blue{0}")]
    [InlineData("tag=red{0}")]
    [InlineData("user_id=u{0}")]
    [InlineData("session_id=s{0}")]
    [InlineData("environment=e{0}")]
    [InlineData("release=r{0}")]
    [InlineData("version=v{0}")]
    [InlineData("name=alpha{0}")]
    [InlineData("level={1}")]
    [InlineData("score.helpful=0.{0}")]
    [InlineData("min_score.helpful=0.{0}&max_score.helpful=0.{0}")]
    [InlineData("score.verdict={2}")]
    public async Task A_value_finds_what_has_it(string filter)
    {
        for (var number = 0; number < 3; number++)
        {
            var query = string.Format(null, filter, number, Levels[number].ToLowerInvariant(), Verdicts[number]);
            Assert.Equal((query, $"{number}"), (query, Found(await ListAsync($"v1/traces?{query}", "traces", "request_id"))));
            if (query != "level=default")
            {
                Assert.Equal((query, $"{number}"), (query, Found(await ListAsync($"v1/spans?{query}", "spans", "trace_id"))));
            }

            Assert.Equal((query, $"s{number}"), (query, string.Join(' ', await ListAsync($"v1/sessions?{query}", "sessions", "session_id"))));
        }

        var nothing = string.Format(null, filter, 7, "debug", "none");
        Assert.Equal((nothing, ""), (nothing, Found(await ListAsync($"v1/traces?{nothing}", "traces", "request_id")) + Found(await ListAsync($"v1/spans?{nothing}", "spans", "trace_id"))));
    }

    [Theory]
    [InlineData("min_score.helpful=0.1", "1 2")]
    [InlineData("max_score.helpful=0.1", "0 1")]
    [InlineData("min_score.helpful=0.05&max_score.helpful=0.15", "1")]
    [InlineData("min_score.helpful=0.1&score.verdict=good", "2")]
    [InlineData("min_latency_ms=11500&max_tokens_in=25", "1")]
    [InlineData("metadata.region=eu1&tag=red1&user_id=u1&score.verdict=fair", "1")]
    [InlineData("metadata.region=eu1&user_id=u2", "")]
    public async Task Conditions_compare_and_combine(string query, string expected) =>
        Assert.Equal(expected, string.Join(' ', (await ListAsync($"v1/traces?{query}", "traces", "request_id")).Select(id => store.Ids.IndexOf(id)).Order()));

    [Theory]
    [InlineData("created_at")]
    [InlineData("name")]
    [InlineData("input_preview")]
    [InlineData("output_preview")]
    [InlineData("observation_count")]
    [InlineData("latency_ms")]
    [InlineData("tokens_in")]
    [InlineData("tokens_out")]
    [InlineData("total_tokens")]
    [InlineData("cost_usd")]
    [InlineData("input_cost_usd")]
    [InlineData("output_cost_usd")]
    [InlineData("environment")]
    [InlineData("tags")]
    [InlineData("session_id")]
    [InlineData("user_id")]
    [InlineData("level")]
    [InlineData("version")]
    [InlineData("release")]
    public async Task A_property_sorts_by_what_it_means(string property)
    {
        Assert.Equal("0 1 2", Found(await ListAsync($"v1/traces?sort={property}", "traces", "request_id")));
        Assert.Equal("2 1 0", Found(await ListAsync($"v1/traces?sort=-{property}", "traces", "request_id")));
    }

    [Fact]
    public async Task What_models_failed_and_missed_is_counted_by_call()
    {
        var (_, usage) = await store.Server.GetAsync("v1/usage?group_by=model&sort=key&since=2026-11-01");
        Assert.Equal(
            ["m0 calls 1 errors 0 unpriced 0", "m1 calls 2 errors 0 unpriced 1", "m2 calls 3 errors 2 unpriced 0"],
            usage.GetProperty("usage").EnumerateArray().Select(line =>
                $"{line.GetProperty("model")} calls {line.GetProperty("observation_count")} errors {line.GetProperty("error_count")} unpriced {line.GetProperty("unpriced_calls")}"));
    }

    [Fact]
    public async Task What_a_trace_was_before_it_grew_does_not_show_in_sums()
    {
        var id = Guid.NewGuid().ToString("N");
        await store.Server.SendAsync(id, Start.AddDays(-9), "c-r generation ask user.id=first langfuse.environment=growing gen_ai.request.model=g1");
        await store.Server.SendAsync(id, Start.AddDays(-10), "r- agent run user.id=second");
        var (_, days) = await store.Server.GetAsync("v1/usage?group_by=name&environment=growing");
        var line = days.GetProperty("usage").EnumerateArray().Single();
        Assert.Equal((1, Start.AddDays(-10).UtcDateTime, Start.AddDays(-10).UtcDateTime), (line.GetProperty("user_count").GetInt32(), line.GetProperty("first_seen").GetDateTime(), line.GetProperty("last_seen").GetDateTime()));
        var (_, users) = await store.Server.GetAsync("v1/users?environment=growing");
        Assert.Equal(["second"], users.GetProperty("users").EnumerateArray().Select(user => user.GetProperty("user_id").GetString()));
    }

    private string Found(IEnumerable<string> ids) => string.Join(' ', ids.Distinct().Select(id => store.Ids.IndexOf(id)));

    private async Task<List<string>> ListAsync(string path, string list, string key)
    {
        var (status, body) = await store.Server.GetAsync(path + (path.StartsWith("v1/spans", StringComparison.Ordinal) ? "" : "&since=2026-11-01"));
        Assert.True(status == HttpStatusCode.OK, $"{path}: {body}");
        return [.. body.GetProperty(list).EnumerateArray().Select(line => line.GetProperty(key).GetString()!)];
    }

    /// <summary>Three runs of agents that differ in everything.</summary>
    public sealed class Store : IAsyncLifetime
    {
        internal List<string> Ids { get; } = [];

        internal ServerProcess Server { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Server = await ServerProcess.StartAsync();
            for (var number = 0; number < 3; number++)
            {
                await AddAsync(number);
            }
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();

        private async Task AddAsync(int number)
        {
            Ids.Add(Guid.NewGuid().ToString("N"));
            var failed = Enumerable.Range(1, number).Select(each =>
                $"f{each}-r generation fail gen_ai.request.model=m{number} {(each == 1 && number == 1 ? "gen_ai.usage.input_tokens=1" : "langfuse.observation.level=ERROR")}");
            await Server.SendAsync(Ids[number], Start.AddMinutes(number), [
                $"r- agent alpha{number} user.id=u{number} session.id=s{number} langfuse.environment=e{number} langfuse.release=r{number} langfuse.version=v{number} "
                    + $"langfuse.trace.tags=red{number} langfuse.trace.metadata.region=eu{number} shop.colour=blue{number} langfuse.observation.level={Levels[number]} "
                    + $"langfuse.observation.input=question{number} langfuse.observation.output=answer{number}",
                $"c-r generation ask gen_ai.request.model=m{number} gen_ai.usage.input_tokens={number + 1}0 gen_ai.usage.output_tokens={number + 1} "
                    + $"langfuse.observation.cost_details={{\"input\":0.{number + 1},\"output\":0.{number + 2}}}",
                .. failed,
            ]);
            foreach (var (name, value) in new[] { ("helpful", $"0.{number}"), ("verdict", $"\"{Verdicts[number]}\"") })
            {
                var score = $$"""{"id": "{{name}}-{{number}}", "trace_id": "{{Ids[number]}}", "span_id": "{{Otlp.Hex("r")}}", "name": "{{name}}", "value": {{value}}}""";
                using var answer = await Server.SendAsync(new Uri(Server.ApiUrl, "v1/scores"), HttpMethod.Post, score);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }
        }
    }
}
