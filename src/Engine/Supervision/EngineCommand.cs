namespace Tracehouse.Engine.Supervision;

/// <summary>The command line that starts the engine.</summary>
public static class EngineCommand
{
    /// <summary>This program once more, with <c>engine</c> for its command.</summary>
    public static IReadOnlyList<string> OfThisProgram()
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is unknown.");
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, Environment.GetCommandLineArgs()[0], "engine"]
            : [program, "engine"];
    }
}
