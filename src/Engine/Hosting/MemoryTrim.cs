using Tracehouse.Engine.Connections;

namespace Tracehouse.Engine.Hosting;

/// <summary>Gives memory back to the system. The library's allocator keeps what a large query has used, gigabytes of it, for good.</summary>
internal static class MemoryTrim
{
    private const long GrowthBytes = 64L << 20;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Ends when told to. Does not throw.</summary>
    public static async Task RunAsync(EngineDatabase database, TimeProvider time, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var kept = Environment.WorkingSet;
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                if (Environment.WorkingSet > kept + GrowthBytes)
                {
                    database.TrimMemory();
                    kept = Environment.WorkingSet;
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
