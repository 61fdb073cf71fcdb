using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;
using Tracehouse.Store.Messages;
using Tracehouse.Store.Parts;
using Tracehouse.Store.Removal;
using Tracehouse.Store.Schema;
using Tracehouse.Store.Spool;
using Tracehouse.Store.Traces;
using Xunit;

namespace Tracehouse.EndToEnd.Draining;

/// <summary>A spool and its drain in this process, before a database of their own in the real engine.</summary>
internal sealed class DrainBench : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tracehouse-drain-").FullName;

    private DrainBench(Uri engine)
    {
        Database = Options.Create(new ClickHouseOptions { Database = $"drain_{Guid.NewGuid():N}" });
        Link = new ClickHouseLink(new ClickHouseAddress(engine, "The engine", new SocketsHttpHandler()), Database);
        Migrator = new Migrator(Link, Database, NullLogger<Migrator>.Instance);
        Spool = OpenSpool();
        Traces = NewTraces();
    }

    public IOptions<ClickHouseOptions> Database { get; }

    public ClickHouseLink Link { get; }

    public Migrator Migrator { get; }

    public RecordSpool Spool { get; private set; }

    public BatchSender Sender => new(Link, Spool, new RepeatFilter(Link, new RepeatMemory(1_000), TimeProvider.System), new MessageSender(Link, 1_000), Traces, NullLogger.Instance);

    /// <summary>What a process knows of traces; the next one after a crash knows nothing.</summary>
    public DeriveTraces Traces { get; private set; }

    public static async Task<DrainBench> CreateAsync(Uri engine, int? schema = null)
    {
        var bench = new DrainBench(engine);
        await (schema is null ? bench.Migrator.RunAsync(TestContext.Current.CancellationToken) : bench.MakeOldAsync(schema.Value));
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

    public DerivePast Past => new(Link, Traces, TimeProvider.System, NullLogger<DerivePast>.Instance);

    /// <summary>Ends the spool as a dying process does, in the middle of whatever it was at, and opens it again.</summary>
    public async Task RestartAsync()
    {
        await Spool.DisposeAsync();
        Spool = OpenSpool();
        Traces = NewTraces();
    }

    /// <summary>Runs the real drain until the spool is empty.</summary>
    public Task DrainAsync() => RunAsync((_, _) => Task.CompletedTask);

    /// <summary>Runs the real drain and removes traces.</summary>
    public Task RemoveAsync(IReadOnlyList<TraceId> ids) => RunAsync((drain, barrier) =>
        new RemoveRecords(Link, barrier, drain, Traces).RemoveTracesAsync(ProjectId.Default, ids, TestContext.Current.CancellationToken).AsTask());

    /// <summary>Runs the real drain, and asks a question before the step.</summary>
    public Task RunAsync(DrainOptions options, Func<Task> step) => RunAsync((_, _) => step(), options);

    private async Task RunAsync(Func<SpoolDrain, ReadBarrier, Task> step, DrainOptions? options = null)
    {
        var state = new StoreState();
        using var lifetime = new Lifetime();
        using var drain = new SpoolDrain(
            Spool, Migrator, Link, Traces, Past, Assembly, state, Options.Create(options ?? new DrainOptions()), Options.Create(new PartOptions()), Options.Create(new ClickHouseOptions()), TimeProvider.System, lifetime,
            NullLogger<SpoolDrain>.Instance);
        var barrier = new ReadBarrier(Spool, drain, state, Options.Create(new DrainOptions { BarrierSecondsMax = 60 }), TimeProvider.System);
        await drain.StartAsync(TestContext.Current.CancellationToken);
        Assert.True(await barrier.WaitAsync(TestContext.Current.CancellationToken));
        await step(drain, barrier);
        await drain.StopAsync(TestContext.Current.CancellationToken);
        Rejected = drain.Rejected;
    }

    /// <summary>What makes spans of parts.</summary>
    public ISpanAssembly Assembly { get; set; } = new NamesAssembly();

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
        Traces.Dispose();
        Link.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Makes the tables of an older version.</summary>
    private async Task MakeOldAsync(int schema)
    {
        await Link.ExecuteAsync($"CREATE DATABASE {Database.Value.Database}", SqlParameters.None, TestContext.Current.CancellationToken, inDatabase: false);
        await ExecuteAsync(Migration.VersionTable);
        foreach (var migration in Migration.All.Where(migration => migration.Version <= schema))
        {
            foreach (var statement in migration.Statements)
            {
                await ExecuteAsync(statement);
            }

            await ExecuteAsync($"INSERT INTO schema_versions (version, name) VALUES ({migration.Version}, '{migration.Name}')");
        }
    }

    private DeriveTraces NewTraces() => new(Link, Options.Create(new TraceOptions()), TimeProvider.System, NullLogger<DeriveTraces>.Instance);

    private RecordSpool OpenSpool() => new(Options.Create(new SpoolOptions { Directory = _directory }), NullLogger<RecordSpool>.Instance);
}
