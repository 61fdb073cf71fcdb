using System.IO.Compression;
using System.Net;
using System.Text;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Engine;

public sealed class HttpInterfaceTests(RunningEngine engine) : IClassFixture<RunningEngine>
{
    [Theory]
    [InlineData("/ping")]
    [InlineData("/")]
    [InlineData("/replicas_status")]
    public async Task Health_checks_say_ok(string address)
    {
        var answer = await engine.Client.GetAsync(address);
        Assert.Equal((HttpStatusCode.OK, "Ok.\n"), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task An_answer_carries_the_headers_of_clickhouse()
    {
        var answer = await engine.Client.GetAsync("/?query=SELECT+1&default_format=JSONCompactEachRow&query_id=mine");
        Assert.Equal("[1]\n", answer.Text);
        Assert.Equal("mine", answer.Headers["X-ClickHouse-Query-Id"]);
        Assert.Equal("JSONCompactEachRow", answer.Headers["X-ClickHouse-Format"]);
        Assert.StartsWith("{\"read_rows\":\"1\"", answer.Headers["X-ClickHouse-Summary"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELEC 1", 400, "62")]
    [InlineData("SELECT 1; SELECT 2", 400, "62")]
    [InlineData("SELECT * FROM nowhere", 404, "60")]
    [InlineData("SELECT 1 FORMAT Nope", 404, "73")]
    [InlineData("SELECT throwIf(1)", 500, "395")]
    [InlineData("SELECT 1 INTO OUTFILE '/tmp/x'", 500, "358")]
    [InlineData("", 400, "62")]
    public async Task A_statement_that_fails_says_so_as_clickhouse_does(string sql, int status, string code)
    {
        var answer = await engine.Client.PostAsync(sql);
        Assert.Equal(status, (int)answer.Status);
        Assert.Equal(code, answer.Headers["X-ClickHouse-Exception-Code"]);
        Assert.Matches($@"^Code: {code}\. DB::Exception: (?s:.*)\. \([A-Z_]+\) \(version [0-9.]+\)\n$", answer.Text);
        Assert.DoesNotContain("OUTFILE '/dev", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_reads_and_does_not_write()
    {
        await engine.Client.RunAsync("CREATE OR REPLACE TABLE get_only (a UInt8) ENGINE = Memory");
        foreach (var sql in new[] { "INSERT INTO get_only VALUES (1)", "INSERT INTO get_only SELECT 1", "DROP TABLE get_only" })
        {
            var answer = await engine.Client.GetAsync($"/?query={Uri.EscapeDataString(sql)}");
            Assert.Equal("164", answer.Headers["X-ClickHouse-Exception-Code"]);
        }

        Assert.Equal("0", (await engine.Client.GetAsync("/?query=SELECT+count()+FROM+get_only")).Text.Trim());
    }

    [Fact]
    public async Task The_database_and_settings_are_of_their_request_only()
    {
        await engine.Client.RunAsync("CREATE DATABASE IF NOT EXISTS other");
        const string Question = "SELECT currentDatabase(), getSetting('max_block_size')";
        Assert.Equal("other\t7\n", (await engine.Client.PostAsync(Question, "/?database=other&max_block_size=7")).Text);
        Assert.StartsWith("default\t", await engine.Client.RunAsync(Question), StringComparison.Ordinal);
        Assert.Equal("115", (await engine.Client.PostAsync("SELECT 1", "/?no_such_setting=1")).Headers["X-ClickHouse-Exception-Code"]);
    }

    [Fact]
    public async Task A_batch_sent_again_under_its_token_is_stored_once()
    {
        await engine.Client.RunAsync(
            "CREATE OR REPLACE TABLE once (a UInt64) ENGINE = MergeTree ORDER BY a SETTINGS non_replicated_deduplication_window = 100");
        for (var i = 0; i < 3; i++)
        {
            var address = "/?query=INSERT+INTO+once+FORMAT+JSONEachRow&insert_deduplication_token=batch-1";
            Assert.Equal(HttpStatusCode.OK, (await engine.Client.PostAsync("{\"a\":1}\n{\"a\":2}\n", address)).Status);
        }

        Assert.Equal("2", await engine.Client.RunAsync("SELECT count() FROM once"));
    }

    [Fact]
    public async Task Data_follows_the_statement_in_any_way_clickhouse_allows()
    {
        await engine.Client.RunAsync("CREATE OR REPLACE TABLE ways (a UInt64, b String) ENGINE = Memory");
        await engine.Client.RunAsync("INSERT INTO ways VALUES (1, 'FORMAT CSV; '), (1 + 1, lower('B'))");
        await engine.Client.RunAsync("INSERT INTO ways FORMAT CSV\n3,c\n");
        await engine.Client.PostAsync("4\td\n", "/?query=INSERT+INTO+ways+FORMAT+TSV");
        await engine.Client.PostAsync("5\te\n", "/?query=INSERT+INTO+ways+FORMAT+TSV%0A6%09f");
        await engine.Client.RunAsync("INSERT INTO ways (b, a) SETTINGS input_format_skip_unknown_fields = 1 FORMAT JSONEachRow {\"a\":7,\"b\":\"g\",\"c\":1}");
        await engine.Client.RunAsync("INSERT INTO ways SELECT 8, 'h'");
        Assert.Equal(
            "1FORMAT CSV; |2b|3c|4d|5e|6f|7g|8h",
            await engine.Client.RunAsync("SELECT arrayStringConcat(arraySort(groupArray(concat(toString(a), b))), '|') FROM ways"));
    }

    [Fact]
    public async Task Bodies_may_be_packed()
    {
        await engine.Client.RunAsync("CREATE OR REPLACE TABLE packed (a UInt64) ENGINE = Memory");
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1\n", 1000))), TestContext.Current.CancellationToken);
        }

        var body = new ByteArrayContent(packed.ToArray()) { Headers = { ContentEncoding = { "gzip" } } };
        await engine.Client.SendAsync(HttpMethod.Post, "/?query=INSERT+INTO+packed+FORMAT+TSV", body);
        Assert.Equal("1000", await engine.Client.RunAsync("SELECT count() FROM packed"));
        var unknown = new ByteArrayContent([1]) { Headers = { ContentEncoding = { "lz5" } } };
        Assert.Equal(HttpStatusCode.NotImplemented, (await engine.Client.SendAsync(HttpMethod.Post, "/", unknown)).Status);
        var broken = new ByteArrayContent([1, 2, 3]) { Headers = { ContentEncoding = { "gzip" } } };
        Assert.Equal(HttpStatusCode.BadRequest, (await engine.Client.SendAsync(HttpMethod.Post, "/", broken)).Status);
    }

    [Fact]
    public async Task A_session_keeps_its_temporary_tables_and_settings()
    {
        const string Session = "/?session_id=mine";
        await engine.Client.PostAsync("CREATE TEMPORARY TABLE scratch (a UInt8)", Session);
        await engine.Client.PostAsync("INSERT INTO scratch VALUES (5)", Session);
        await engine.Client.PostAsync("SET max_block_size = 9", Session);
        Assert.Equal("5\t9\n", (await engine.Client.PostAsync("SELECT a, getSetting('max_block_size') FROM scratch", Session)).Text);
        Assert.Equal("60", (await engine.Client.PostAsync("SELECT a FROM scratch")).Headers["X-ClickHouse-Exception-Code"]);
        Assert.Equal("372", (await engine.Client.PostAsync("SELECT 1", "/?session_id=nobody&session_check=1")).Headers["X-ClickHouse-Exception-Code"]);
    }

    [Fact]
    public async Task An_insert_whose_client_goes_away_stores_nothing()
    {
        await engine.Client.RunAsync("CREATE OR REPLACE TABLE halves (a UInt64) ENGINE = MergeTree ORDER BY a");
        var failure = await Record.ExceptionAsync(() =>
            engine.Client.SendAsync(HttpMethod.Post, "/?query=INSERT+INTO+halves+FORMAT+TSV", new BreakingContent("1\n2\n3\n")));
        Assert.NotNull(failure);
        await Eventually.TrueAsync(
            async () => await engine.Client.RunAsync("SELECT count() FROM system.processes WHERE query LIKE 'INSERT INTO halves%'") == "0", "the insert has ended");

        Assert.Equal("0", await engine.Client.RunAsync("SELECT count() FROM halves"));
    }

    [Fact]
    public async Task Bad_data_is_reported_while_more_of_it_comes()
    {
        await engine.Client.RunAsync("CREATE OR REPLACE TABLE bad (a UInt64) ENGINE = Memory");
        var body = string.Concat(Enumerable.Repeat("not a number\n", 1_000_000));
        var answer = await engine.Client.PostAsync(body, "/?query=INSERT+INTO+bad+FORMAT+TSV");
        Assert.Equal("27", answer.Headers["X-ClickHouse-Exception-Code"]);
        Assert.Equal("0", await engine.Client.RunAsync("SELECT count() FROM bad"));
    }

    /// <summary>A body that breaks off after its first bytes.</summary>
    private sealed class BreakingContent(string start) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(start));
            await stream.FlushAsync();
            throw new IOException("The client goes away.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
