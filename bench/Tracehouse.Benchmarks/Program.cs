using Tracehouse.Benchmarks;

// Run from the root of the checkout: dotnet run -c Release --project bench/Tracehouse.Benchmarks -- startup
switch (args)
{
    case ["startup"]:
        await StartupBenchmark.RunAsync(rounds: 9);
        return 0;
    default:
        Console.WriteLine("Benchmarks: startup");
        return 2;
}
