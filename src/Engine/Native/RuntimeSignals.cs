using System.Runtime.InteropServices;

namespace Tracehouse.Engine.Native;

/// <summary>
/// Puts the runtime's signal handlers back after native code has run. The library takes them over when it connects, and then
/// a NullReferenceException in managed code hangs the process instead of being thrown.
/// </summary>
internal static unsafe partial class RuntimeSignals
{
    // The structure is smaller than this on every platform; its contents are only carried from one call to the next.
    private const int ActionBytesMax = 512;

    // The numbers of SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSEGV, SIGBUS, SIGSYS and SIGTSTP.
    private static readonly int[] Signals = OperatingSystem.IsMacOS() ? [4, 5, 6, 8, 11, 10, 12, 18] : [4, 5, 6, 8, 11, 7, 31, 20];

    public static void Preserve(Action run)
    {
        var saved = stackalloc byte[ActionBytesMax * Signals.Length];
        for (var i = 0; i < Signals.Length; i++)
        {
            _ = SigAction(Signals[i], null, saved + (ActionBytesMax * i));
        }

        try
        {
            run();
        }
        finally
        {
            for (var i = 0; i < Signals.Length; i++)
            {
                _ = SigAction(Signals[i], saved + (ActionBytesMax * i), null);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int SigAction(int signal, byte* action, byte* previous);
}
