using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;
using Tracehouse.Store.Schema;
using Tracehouse.Store.Spool;
using Xunit;

namespace Tracehouse.EndToEnd.Draining;

/// <summary>A spool and its drain in this process, before a database of their own in the real engine.</summary>
internal sealed class DrainBench : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tracehouse-drain-").FullName;

    private DrainBench(Uri engine)
    {
        var options = Options.Create(new ClickHouseOptions { Database = $"drain_{Guid.NewGuid():N}" });
        Link = new ClickHouseLink(new ClickHouseAddress(engine, "The engine", new SocketsHttpHandler()), options);
        Migrator = new Migrator(Link, options, NullLogger<Migrator>.Instance);
        Spool = OpenSpool();
    }

    public ClickHouseLink Link { get; }

    public Migrator Migrator { get; }

    public RecordSpool Spool { get; private set; }

    public BatchSender Sender => new(Link, Spool, new RepeatFilter(Link, new RepeatMemory(1_000), TimeProvider.System), NullLogger.Instance);

    public static async Task<DrainBench> CreateAsync(Uri engine)
    {
        var bench = new DrainBench(engine);
        await bench.Migrator.RunAsync(TestContext.Current.CancellationToken);
        return bench;
    }

    public static SpanRecord Record(string name, DateTimeOffset? start = null) => new()
    {
        Project = ProjectId.Default,
        TraceId = TraceId.Create(DateTimeOffset.UnixEpoch.AddDays(20_500)),
        SpanId = SpanId.Create(),
        Kind = SpanKind.Generation,
        Name = name,
        Source = "test",
        StartTime = start ?? DateTimeOffset.UnixEpoch.AddDays(20_500),
        Duration = TimeSpan.FromMilliseconds(5),
        Status = SpanStatus.Success,
        Payload = new SpanPayload { InputText = Utf8Text.From(name) },
    };

    /// <summary>Ends the spool as a dying process does, in the middle of whatever it was at, and opens it again.</summary>
    public async Task RestartAsync()
    {
        await Spool.DisposeAsync();
        Spool = OpenSpool();
    }

    /// <summary>Runs the real drain until the spool is empty.</summary>
    public async Task DrainAsync()
    {
        var state = new StoreState();
        using var lifetime = new Lifetime();
        using var drain = new SpoolDrain(
            Spool, Migrator, Link, state, Options.Create(new DrainOptions()), Options.Create(new ClickHouseOptions()), TimeProvider.System, lifetime,
            NullLogger<SpoolDrain>.Instance);
        var barrier = new ReadBarrier(Spool, drain, state, Options.Create(new DrainOptions { BarrierSecondsMax = 60 }), TimeProvider.System);
        await drain.StartAsync(TestContext.Current.CancellationToken);
        Assert.True(await barrier.WaitAsync(TestContext.Current.CancellationToken));
        await drain.StopAsync(TestContext.Current.CancellationToken);
        Rejected = drain.Rejected;
    }

    public long Rejected { get; private set; }

    /// <summary>What is in a table, one line for each row.</summary>
    public async Task<string[]> RowsAsync(string sql)
    {
        var rows = new List<string>();
        await foreach (var row in Link.ReadAsync($"SELECT toString(column) AS trace_id, '' AS span_id FROM ({sql})", SqlParameters.None, DrainingJson.Default.StoredSpan, TestContext.Current.CancellationToken))
        {
            rows.Add(row.TraceId);
        }

        return [.. rows];
    }

    public Task ExecuteAsync(string sql) => Link.ExecuteAsync(sql, SqlParameters.None, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Spool.DisposeAsync();
        Link.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private RecordSpool OpenSpool() => new(Options.Create(new SpoolOptions { Directory = _directory }), NullLogger<RecordSpool>.Instance);
}
