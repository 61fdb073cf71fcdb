using System.Globalization;

namespace Tracehouse.Benchmarks.Peers;

/// <summary>What Linux says of processes.</summary>
internal static class ProcessMeter
{
    private const double MicrosecondsPerTick = 10_000;

    /// <summary>User and system time of a process with all its threads, in microseconds.</summary>
    public static double CpuMicroseconds(int process)
    {
        // The name in parentheses may hold spaces; the fields are counted from behind it.
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) * MicrosecondsPerTick;
    }

    /// <summary>What the whole machine was busy with, in microseconds.</summary>
    public static double CpuMicroseconds()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (Number(fields[1]) + Number(fields[2]) + Number(fields[3]) + Number(fields[6]) + Number(fields[7])) * MicrosecondsPerTick;
    }

    public static double ResidentMegabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal));
        return Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
    }

    public static int[] ChildrenOf(int process) =>
    [
        .. Directory.EnumerateDirectories($"/proc/{process}/task")
            .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture)),
    ];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
