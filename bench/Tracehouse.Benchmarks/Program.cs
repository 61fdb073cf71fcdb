using System.Globalization;
using Tracehouse.Benchmarks;
using Tracehouse.Benchmarks.Gateways;
using Tracehouse.Benchmarks.Ingest;
using Tracehouse.Benchmarks.Peers;
using Tracehouse.Benchmarks.Queries;
using Tracehouse.Benchmarks.Upstream;

// Run it from the root of the checkout, as docs/benchmarks.md says.
switch (args)
{
    case ["startup"]:
        await StartupBenchmark.RunAsync(rounds: 9);
        return 0;
    case ["normalise"]:
        NormaliseBenchmark.Run();
        return 0;
    case ["ingest", var connections, var seconds, var spansPerSecond]:
        await IngestBenchmark.RunAsync(int.Parse(connections, CultureInfo.InvariantCulture), int.Parse(seconds, CultureInfo.InvariantCulture), int.Parse(spansPerSecond, CultureInfo.InvariantCulture));
        return 0;
    case ["disk"]:
        await DiskBenchmark.RunAsync();
        return 0;
    case ["queries", .. var rest] when rest.Length < 3:
        await QueriesBenchmark.RunAsync(rest.Length == 0 ? 1_000_000 : int.Parse(rest[0], CultureInfo.InvariantCulture), rest.Length == 2 ? rest[1] : null);
        return 0;
    case ["gateway", .. var rest] when GatewayOptions.TryParse(rest) is { } options:
        return await GatewayBenchmark.RunAsync(options);

    // The processes that the gateway benchmark starts.
    case ["fake-upstream", var port]:
        EndWithStarter();
        FakeUpstream.Serve(int.Parse(port, CultureInfo.InvariantCulture));
        return 0;
    case ["kestrel-peer", var port, var upstream]:
        EndWithStarter();
        await KestrelPeer.ServeAsync(int.Parse(port, CultureInfo.InvariantCulture), int.Parse(upstream, CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.WriteLine($"Benchmarks: startup\n            normalise\n            ingest <connections> <seconds> <spans per second, 0 for all that go>\n            disk\n            queries [SPANS [DIRECTORY]]\n            gateway {GatewayOptions.Usage}");
        return 2;
}

// Standard input ends when whoever started this process is gone.
static void EndWithStarter()
{
    var watch = new Thread(() =>
    {
        Console.In.ReadToEnd();
        Environment.Exit(0);
    });
    watch.IsBackground = true;
    watch.Start();
}
