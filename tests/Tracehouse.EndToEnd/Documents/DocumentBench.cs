using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Documents;
using Tracehouse.Store.Draining;
using Tracehouse.Store.Schema;
using Xunit;

namespace Tracehouse.EndToEnd.Documents;

/// <summary>The documents of one server: its memory and snapshot, before a database that it may share.</summary>
internal sealed class DocumentBench : IDisposable
{
    private readonly string _directory;
    private readonly ClickHouseLink _link;
    private readonly DocumentRefresh _refresh;

    private DocumentBench(ClickHouseAddress address, string database, string directory, bool isOff)
    {
        _directory = directory;
        var clickHouse = Options.Create(new ClickHouseOptions { Database = database, Enabled = !isOff, TimeoutSeconds = 20 });
        var documents = Options.Create(new DocumentsOptions { File = Path.Combine(directory, "documents.json"), RefreshSeconds = 1, StartSecondsMax = 1 });
        _link = new ClickHouseLink(address, clickHouse);
        Migrator = new Migrator(_link, clickHouse, NullLogger<Migrator>.Instance);
        State = new StoreState();
        Store = new DocumentStore(
            new DocumentTable(_link), new DocumentSnapshot(documents), State, documents, clickHouse, TimeProvider.System, NullLogger<DocumentStore>.Instance);
        _refresh = new DocumentRefresh(Store, State, documents, TimeProvider.System, NullLogger<DocumentRefresh>.Instance);
    }

    public static string NewDatabase => $"documents_{Guid.NewGuid():N}";

    public DocumentStore Store { get; }

    public StoreState State { get; }

    public string Snapshot => Path.Combine(_directory, "documents.json");

    private Migrator Migrator { get; }

    /// <summary>A server that has found its store; a directory of its own unless one is given.</summary>
    public static async Task<DocumentBench> StartAsync(ClickHouseAddress address, string database, string? directory = null)
    {
        var bench = Create(address, database, directory);
        await bench.FindStoreAsync();
        return bench;
    }

    /// <summary>A server that has not found its store yet.</summary>
    public static DocumentBench Create(ClickHouseAddress address, string database, string? directory = null, bool isOff = false) =>
        new(address, database, directory ?? Directory.CreateTempSubdirectory("tracehouse-documents-").FullName, isOff);

    public static ClickHouseAddress Of(Uri engine) => new(engine, "The engine", new SocketsHttpHandler());

    public static Document Document(string id, string json, string kind = "thing") => new(kind, id, ProjectId.Default, Utf8Text.From(json));

    public async Task FindStoreAsync()
    {
        await Migrator.RunAsync(TestContext.Current.CancellationToken);
        State.Set(StoreCondition.Ready, "");
        await _refresh.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>All of a kind, as <c>id=json</c>.</summary>
    public string Known(string kind = "thing") => string.Join(' ', Store.All(kind).Select(document => $"{document.Id}={document.Json}"));

    public ValueTask SaveAsync(string id, string json) => Store.SaveAsync(Document(id, json), TestContext.Current.CancellationToken);

    public void Dispose()
    {
        _refresh.Dispose();
        Store.Dispose();
        _link.Dispose();
    }
}
