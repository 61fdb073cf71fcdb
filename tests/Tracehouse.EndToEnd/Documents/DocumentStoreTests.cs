using System.Diagnostics;
using Tracehouse.Engine.Supervision;
using Tracehouse.EndToEnd.Engine;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;
using Xunit;

namespace Tracehouse.EndToEnd.Documents;

public sealed class DocumentStoreTests(SharedServer shared)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_saved_document_survives_the_death_of_server_and_engine_at_once()
    {
        await using var engine = new RunningEngine();
        await engine.InitializeAsync();
        var address = new ClickHouseAddress(engine.Supervisor.Endpoint.Url, "The engine", EngineClientHandler.Create(engine.Supervisor.Endpoint));
        using var server = await DocumentBench.StartAsync(address, "tracehouse");
        await server.SaveAsync("a", "{\"n\":1}");
        await server.SaveAsync("b", "{}");
        await server.SaveAsync("a", "{\"n\":2}");
        await server.Store.DeleteAsync("thing", "b", ProjectId.Default, Stop);

        var down = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Supervisor.StateChanged += state => down.TrySetResult();
        using var process = Process.GetProcessById(engine.Supervisor.ProcessId!.Value);
        process.Kill();
        await down.Task.WaitAsync(Stop);
        await engine.Supervisor.WaitUntilReadyAsync(Stop);

        // Another directory, so that no snapshot can tell it.
        using var next = await DocumentBench.StartAsync(address with { Handler = EngineClientHandler.Create(engine.Supervisor.Endpoint) }, "tracehouse");
        await Eventually.TrueAsync(() => Task.FromResult(next.Known() == "a={\"n\":2}"), $"the document is back; there is {next.Known()}");
    }

    [Fact]
    public async Task Servers_of_one_store_see_each_others_changes_and_are_told_of_them()
    {
        var database = DocumentBench.NewDatabase;
        using var one = await DocumentBench.StartAsync(DocumentBench.Of(shared.EngineUrl), database);
        using var two = await DocumentBench.StartAsync(DocumentBench.Of(shared.EngineUrl), database);
        var (told, others) = (0, 0);
        two.Store.OnChange("thing", () => Interlocked.Increment(ref told));
        two.Store.OnChange("other", () => Interlocked.Increment(ref others));

        await one.SaveAsync("a", "{\"n\":1}");
        Assert.Equal("a={\"n\":1}", one.Known());
        await Eventually.TrueAsync(() => Task.FromResult(two.Known() == one.Known()), "the other server sees what was saved");

        await two.SaveAsync("a", "{\"n\":2}");
        await Eventually.TrueAsync(() => Task.FromResult(one.Known() == "a={\"n\":2}"), "the first server sees the change");
        await one.Store.DeleteAsync("thing", "a", ProjectId.Default, Stop);
        await Eventually.TrueAsync(() => Task.FromResult(two.Known() == ""), "the other server sees the removal");
        Assert.Equal((3, 0), (told, others));
    }

    [Fact]
    public async Task The_snapshot_tells_a_server_what_it_knew_while_the_store_is_away()
    {
        var database = DocumentBench.NewDatabase;
        using var before = await DocumentBench.StartAsync(DocumentBench.Of(shared.EngineUrl), database);
        await before.SaveAsync("a", "{\"text\":\"héllo\"}");
        var directory = Path.GetDirectoryName(before.Snapshot)!;
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(before.Snapshot) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));

        using var after = DocumentBench.Create(DocumentBench.Of(shared.EngineUrl), database, directory);
        Assert.Equal("a={\"text\":\"héllo\"}", after.Known());
        after.State.Set(StoreCondition.Down, "It is away.");
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await after.SaveAsync("a", "{}"));
        Assert.Equal("It is away.", refusal.Message);
        Assert.Equal("a={\"text\":\"héllo\"}", after.Known());
    }

    [Fact]
    public async Task What_was_saved_with_the_store_switched_off_reaches_it_when_it_is_on_again()
    {
        var database = DocumentBench.NewDatabase;
        using var off = DocumentBench.Create(DocumentBench.Of(shared.EngineUrl), database, isOff: true);
        await off.SaveAsync("a", "{}");
        using var on = await DocumentBench.StartAsync(DocumentBench.Of(shared.EngineUrl), database, Path.GetDirectoryName(off.Snapshot));
        using var other = await DocumentBench.StartAsync(DocumentBench.Of(shared.EngineUrl), database);
        await Eventually.TrueAsync(() => Task.FromResult(other.Known() == "a={}"), "another server sees it");
    }

    [Fact]
    public void A_damaged_snapshot_is_refused_because_keys_may_have_been_in_it()
    {
        var directory = Directory.CreateTempSubdirectory("tracehouse-documents-").FullName;
        File.WriteAllText(Path.Combine(directory, "documents.json"), "[{\"kind\":\"thing\",");
        var refusal = Assert.Throws<InvalidDataException>(() => DocumentBench.Create(DocumentBench.Of(shared.EngineUrl), "x", directory));
        Assert.Contains("Documents:File", refusal.Message);
    }
}
