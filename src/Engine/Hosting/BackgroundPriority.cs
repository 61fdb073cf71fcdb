using System.Globalization;
using System.Runtime.InteropServices;

namespace Tracehouse.Engine.Hosting;

/// <summary>Lets those go first for whom somebody waits: a call through the gateway must not queue behind the storing of earlier ones.</summary>
internal static partial class BackgroundPriority
{
    private const int OfOneThread = 0;
    private const int Niceness = 5;
    private const string Threads = "/proc/self/task";

    /// <summary>Asks the system to prefer others to this process, where that can be asked. Threads made later take after the one that makes them. Does not throw.</summary>
    public static void Take()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        foreach (var thread in Directory.EnumerateDirectories(Threads))
        {
            if (int.TryParse(Path.GetFileName(thread), CultureInfo.InvariantCulture, out var id))
            {
                // A thread that has just ended cannot be asked, and need not be.
                _ = SetPriority(OfOneThread, id, Niceness);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
