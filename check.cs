#:property PublishAot=false

// Builds everything and runs every test: dotnet run check.cs [--fast] [--debug].
// What the tests need beyond the .NET SDK and Node is installed here when it is missing.

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

var fast = args.Contains("--fast");
var configuration = args.Contains("--debug") ? "Debug" : "Release";
if (args.Except(["--fast", "--debug"]).Any() || args.Contains("--help"))
{
    Console.WriteLine("dotnet run check.cs [--fast] [--debug]\n  --fast   without the end-to-end tests\n  --debug  build for debugging");
    return args.Contains("--help") ? 0 : 2;
}

Directory.SetCurrentDirectory(Root());
if (!Has("node") || !Has("npm"))
{
    return Give("Node 20 or newer with npm is needed: it brings the engine library. See https://nodejs.org.");
}

if (!fast && (FindChromium() is null || !Has("curl") || !HasNativeTools()) && !InstallPackages())
{
    return Give("The end-to-end tests need curl, Chromium and a C compiler: install the packages 'curl', 'chromium' (or set TRACEHOUSE_CHROMIUM to a browser), 'gcc' and 'zlib1g-dev', or pass --fast.");
}

if (Run("dotnet", "build", "Tracehouse.slnx", "-c", configuration, "--nologo", "-v", "quiet", "-clp:NoSummary") != 0)
{
    return Give("The build failed.");
}

string[] suites = ["Tracehouse.Tests", "Tracehouse.Sdk.Tests", .. fast ? Array.Empty<string>() : ["Tracehouse.EndToEnd"]];
var totals = suites.Select(RunSuite).Aggregate((Passed: 0, Failed: 0, Skipped: 0), (sum, suite) =>
    (sum.Passed + suite.Passed, sum.Failed + suite.Failed, sum.Skipped + suite.Skipped));
Console.WriteLine($"{totals.Passed} passed, {totals.Failed} failed, {totals.Skipped} skipped");
return totals.Failed == 0 && totals.Passed > 0 ? 0 : 1;

(int Passed, int Failed, int Skipped) RunSuite(string suite)
{
    var summary = "";
    var assembly = Path.Combine("artifacts", "bin", suite, configuration.ToLowerInvariant(), $"{suite}.dll");
    var exit = RunReading("dotnet", [assembly, "-noColor"], line =>
    {
        Console.WriteLine(line);
        summary = line.Contains("Total:", StringComparison.Ordinal) ? line : summary;
    });
    int Count(string name) => Regex.Match(summary, name + @": (\d+)") is { Success: true } match ? int.Parse(match.Groups[1].Value) : 0;
    var (failed, skipped) = (Count("Errors") + Count("Failed"), Count("Skipped") + Count("Not Run"));

    // A run that died without a summary has failed, however it looks.
    return summary.Length == 0 ? (0, 1, 0) : (Count("Total") - Count("Failed") - skipped, exit != 0 && failed == 0 ? 1 : failed, skipped);
}

bool InstallPackages()
{
    if (!OperatingSystem.IsLinux() || !Has("apt-get") || Environment.UserName != "root")
    {
        return false;
    }

    Console.WriteLine("Installing curl, Chromium and a C compiler for the end-to-end tests ...");
    return RunReading("apt-get", ["update", "-qq"], _ => { }) == 0
        && RunReading("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "curl", "chromium", "fonts-dejavu-core", "gcc", "libc6-dev", "zlib1g-dev"], _ => { }) == 0
        && FindChromium() is not null;
}

string? FindChromium() => Environment.GetEnvironmentVariable("TRACEHOUSE_CHROMIUM")
    ?? new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

// What a .NET program that is compiled ahead of time is linked with.
static bool HasNativeTools() => Has("gcc") && File.Exists("/usr/include/zlib.h");

static bool Has(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

static int Run(string program, params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
    process.WaitForExit();
    return process.ExitCode;
}

static int RunReading(string program, string[] arguments, Action<string> take)
{
    using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
    while (process.StandardOutput.ReadLine() is { } line)
    {
        take(line);
    }

    process.WaitForExit();
    return process.ExitCode;
}

static int Give(string fault)
{
    Console.Error.WriteLine(fault);
    Console.WriteLine("0 passed, 1 failed, 0 skipped");
    return 1;
}

static string Root([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
