using System.Net;
using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Search;

/// <summary>Traces of several spans, filtered, sorted, paged and added up, on a store of their own.</summary>
public sealed class TraceFilterTests(TraceFilterTests.Store store) : IClassFixture<TraceFilterTests.Store>
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly ServerProcess _server = store.Server;
    private readonly List<string> _ids = store.Ids;

    [Fact]
    public async Task What_any_span_says_counts_for_the_whole_trace()
    {
        await AssertFindsAsync("?since=2026-11-01", 2, 1, 0);
        await AssertFindsAsync("?model=m1", 2, 0);
        await AssertFindsAsync("?user_id=ada", 1, 0);
        await AssertFindsAsync("?session_id=s1&model=m2", 1);
        await AssertFindsAsync("?environment=staging", 1);
        await AssertFindsAsync("?release=v1", 0);
        await AssertFindsAsync("?kind=tool", 1);
        await AssertFindsAsync("?name=booking*", 1, 0);
        await AssertFindsAsync("?name=booking", 0);
        await AssertFindsAsync("?level=error", 2);
        await AssertFindsAsync("?tag=nightly", 2);
        await AssertFindsAsync("?tags=nightly,other");
        await AssertFindsAsync("?min_tokens_in=200", 2, 1);
        await AssertFindsAsync("?since=2026-11-01&min_tokens_in=101&max_tokens_in=299", 2);
        await AssertFindsAsync("?since=2026-11-01&min_observation_count=3", 1);
        await AssertFindsAsync($"?request_id={_ids[1]}", 1);
        await AssertFindsAsync("?search=oslo", 2, 0);
        await AssertFindsAsync("?search=oslo+flight", 0);
        await AssertFindsAsync("?search=flight&user_id=ada&model=m2", 1);
        await AssertFindsAsync("?search=oslo+found");
    }

    [Fact]
    public async Task Every_property_sorts_and_pages_go_on_where_they_ended()
    {
        await AssertFindsAsync("?since=2026-11-01&sort=-tokens_in", 1, 2, 0);
        await AssertFindsAsync("?since=2026-11-01&sort=tokens_in", 0, 2, 1);
        await AssertFindsAsync("?since=2026-11-01&sort=created_at", 0, 1, 2);
        await AssertFindsAsync("?since=2026-11-01&sort=name", 0, 1, 2);
        await AssertFindsAsync("?since=2026-11-01&sort=-cost_usd&limit=2&offset=1", 1, 0);
        var (_, known) = await _server.GetAsync("v1/traces?sort=colour");
        foreach (var name in known.GetProperty("error").GetProperty("message").GetString()!.Split("one of ")[1].Split(", with")[0].Split(", "))
        {
            foreach (var sort in new[] { name, $"-{name}" })
            {
                var whole = await FindAsync($"?since=2026-11-01&sort={sort}");
                var (paged, cursor) = (new List<int>(), "");
                for (var page = 0; page < 4 && cursor is not null; page++)
                {
                    var (status, body) = await _server.GetAsync($"v1/traces?since=2026-11-01&limit=1&sort={sort}{cursor}");
                    Assert.True(status == HttpStatusCode.OK, $"{sort}: {body}");
                    paged.AddRange(Numbers(body));
                    cursor = body.GetProperty("next_cursor").GetString() is { } next ? $"&cursor={next}" : null;
                }

                Assert.True(whole.Count == 3 && whole.SequenceEqual(paged), $"{sort}: {string.Join(',', whole)} and {string.Join(',', paged)}");
            }
        }
    }

    [Fact]
    public async Task A_trace_that_grows_stays_one_line()
    {
        var id = Guid.NewGuid().ToString("N");
        await _server.SendAsync(id, Start.AddDays(-3), "r- agent growing user.id=eve", "c-r generation ask gen_ai.usage.input_tokens=100");
        for (var number = 0; number < 5; number++)
        {
            await _server.SendAsync(id, Start.AddDays(-3).AddSeconds(-1 - number), $"n{number}-r generation more gen_ai.usage.input_tokens=1");
            var (_, list) = await _server.GetAsync("v1/traces?user_id=eve");
            Assert.Equal((1, 1, 3 + number), (list.GetProperty("total").GetInt32(), list.GetProperty("traces").GetArrayLength(), list.GetProperty("traces")[0].GetProperty("observation_count").GetInt32()));
        }

        var (_, page) = await _server.GetAsync($"v1/traces?request_id={id}");
        Assert.Equal((7, 105, 1), (
            page.GetProperty("traces")[0].GetProperty("observation_count").GetInt32(), page.GetProperty("traces")[0].GetProperty("tokens_in").GetInt32(), page.GetProperty("total").GetInt32()));
    }

    [Fact]
    public async Task Sessions_users_and_models_add_up()
    {
        var (_, sessions) = await _server.GetAsync("v1/sessions");
        var session = Assert.Single(sessions.GetProperty("sessions").EnumerateArray());
        Assert.Equal(("s1", 2, 400), (session.GetProperty("session_id").GetString(), session.GetProperty("trace_count").GetInt32(), session.GetProperty("tokens_in").GetInt32()));

        var (_, one) = await _server.GetAsync("v1/sessions/s1");
        Assert.Equal([0, 1], Numbers(one));
        Assert.Equal(400, one.GetProperty("session").GetProperty("tokens_in").GetInt32());
        var (missing, _) = await _server.GetAsync("v1/sessions/none");
        Assert.Equal(HttpStatusCode.NotFound, missing);

        var (_, users) = await _server.GetAsync("v1/users?sort=-traces&since=2026-11-01");
        Assert.Equal(["ada 2", "bob 1"], users.GetProperty("users").EnumerateArray().Select(user => $"{user.GetProperty("user_id")} {user.GetProperty("trace_count")}"));
        var (_, bob) = await _server.GetAsync("v1/users/bob");
        Assert.Equal(1, bob.GetProperty("trace_count").GetInt32());

        var (status, models) = await _server.GetAsync("v1/usage?sort=key");
        Assert.True(status == HttpStatusCode.OK, models.GetRawText());
        Assert.Equal(["m1 300", "m2 300"], models.GetProperty("usage").EnumerateArray().Select(model => $"{model.GetProperty("model")} {model.GetProperty("tokens_in")}"));
        var (_, days) = await _server.GetAsync("v1/usage?group_by=day&user_id=ada");
        Assert.Equal("2026-11-01 2", Assert.Single(days.GetProperty("usage").EnumerateArray().Select(day => $"{day.GetProperty("day").GetString()} {day.GetProperty("trace_count")}")));
    }

    [Theory]
    [InlineData("v1/traces?sort=colour", "cost_usd")]
    [InlineData("v1/traces?min_cost_usd=much", "min_cost_usd")]
    [InlineData("v1/traces?cursor=abc", "next_cursor")]
    [InlineData("v1/traces?level=bad", "warning")]
    [InlineData("v1/traces?min_name=3", "min_name")]
    [InlineData("v1/users?group_by=day", "group_by")]
    [InlineData("v1/usage?group_by=colour", "model")]
    [InlineData("v1/sessions?sort=colour", "last_seen")]
    [InlineData("v1/scores?min_value=high", "min_value")]
    public async Task What_cannot_be_meant_is_refused_with_its_mend(string path, string word)
    {
        var (status, body) = await _server.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(word, body.GetProperty("error").GetProperty("message").GetString());
    }

    private async Task AssertFindsAsync(string query, params int[] expected)
    {
        var found = await FindAsync(query);
        Assert.True(expected.SequenceEqual(found), $"{query} found {string.Join(", ", found)}, not {string.Join(", ", expected)}");
    }

    private async Task<List<int>> FindAsync(string query)
    {
        var (status, page) = await _server.GetAsync($"v1/traces{query}");
        Assert.True(status == HttpStatusCode.OK, $"{query}: {page}");
        return Numbers(page);
    }

    private List<int> Numbers(JsonElement page) => [.. page.GetProperty("traces").EnumerateArray().Select(trace => _ids.IndexOf(trace.GetProperty("request_id").GetString()!))];

    /// <summary>Three runs of agents.</summary>
    public sealed class Store : IAsyncLifetime
    {
        internal List<string> Ids { get; } = [];

        internal ServerProcess Server { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Server = await ServerProcess.StartAsync();
            await SendAsync("r- agent booking user.id=ada session.id=s1 langfuse.release=v1", "c-r generation ask gen_ai.request.model=m1 gen_ai.usage.input_tokens=100 gen_ai.prompt=a_flight_to_Oslo");
            await SendAsync("r- agent booking-2 user.id=ada session.id=s1", "t-r tool search langfuse.environment=staging", "c-t generation ask gen_ai.request.model=m2 gen_ai.usage.input_tokens=300 gen_ai.completion=no_flight_found");
            await SendAsync("r- span other user.id=bob langfuse.observation.level=ERROR langfuse.trace.tags=nightly", "c-r generation ask gen_ai.request.model=m1 gen_ai.usage.input_tokens=200 gen_ai.prompt=Oslo_by_train");
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();

        private async Task SendAsync(params string[] spans)
        {
            Ids.Add(Guid.NewGuid().ToString("N"));
            await Server.SendAsync(Ids[^1], Start.AddMinutes(Ids.Count), spans);
        }
    }
}
