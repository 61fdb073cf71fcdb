using System.Diagnostics;

namespace Tracehouse.EndToEnd.Support;

/// <summary>Where the build has put what the tests start.</summary>
internal static class Built
{
    private static readonly string Configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    public static string Root { get; } = FindRoot();

    /// <summary>The command line of the server program, up to its arguments.</summary>
    public static IReadOnlyList<string> Server { get; } =
        ["dotnet", Path.Combine(Root, "artifacts", "bin", "Tracehouse.Server", Configuration, "tracehouse.dll")];

    public static string Sample(string name) => Path.Combine(Root, "artifacts", "bin", name, Configuration, $"{name}.dll");

    public static string Client(string script) => Path.Combine(Root, "tests", "Tracehouse.EndToEnd", "clients", script);

    public static Process Start(IEnumerable<string> command)
    {
        var start = new ProcessStartInfo(command.First(), command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Tracehouse.slnx")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests do not run from inside the repository.");
        }

        return directory.FullName;
    }
}
