using Tracehouse.Benchmarks;

// Run it from the root of the checkout, as docs/benchmarks.md says.
switch (args)
{
    case ["startup"]:
        await StartupBenchmark.RunAsync(rounds: 9);
        return 0;
    default:
        Console.WriteLine("Benchmarks: startup");
        return 2;
}
