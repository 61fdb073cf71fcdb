using System.Diagnostics;
using System.Globalization;

namespace Tracehouse.Benchmarks.Peers;

/// <summary>Starts programs that stay on one core, where taskset is installed and there is more than one.</summary>
internal static class Pinned
{
    public static bool IsPossible { get; } = Environment.ProcessorCount > 1 && Find("taskset") is not null;

    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin").Split(':')
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    public static Process Start(int core, params string[] command)
    {
        string[] whole = IsPossible ? ["taskset", "-c", core.ToString(CultureInfo.InvariantCulture), .. command] : command;
        return Process.Start(new ProcessStartInfo(whole[0], whole[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
