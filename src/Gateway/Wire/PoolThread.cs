using System.Runtime.CompilerServices;

namespace Tracehouse.Gateway.Wire;

/// <summary>
/// Leads away from the threads on which events of sockets arrive. Short work runs there, which saves a change of threads for every step; whoever stays long
/// keeps other connections waiting.
/// </summary>
internal static class PoolThread
{
    /// <summary>How many bytes are still understood and written down in no time.</summary>
    public const int QuickBytesMax = 64 * 1024;

    /// <summary>Goes on elsewhere, unless this is a thread of the pool already.</summary>
    public static ConfiguredTaskAwaitable GoAsync() =>
        Task.CompletedTask.ConfigureAwait(Thread.CurrentThread.IsThreadPoolThread ? ConfigureAwaitOptions.None : ConfigureAwaitOptions.ForceYielding);
}
