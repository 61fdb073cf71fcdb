using System.Diagnostics;
using Xunit;

namespace Tracehouse.EndToEnd.Support;

/// <summary>Waits for what another process does in its own time and cannot signal to us.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < Patience, $"It never came about that {what}.");
            await Task.Delay(Pause);
        }
    }
}
