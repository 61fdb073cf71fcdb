namespace Tracehouse.Server.Hosting;

/// <summary>Tells the operator once, at the start, what is odd about the settings though it works.</summary>
internal static partial class SettingNotes
{
    public static void Log(ILogger log, IEnumerable<string> notes)
    {
        foreach (var note in notes)
        {
            LogNote(log, note);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Note}")]
    private static partial void LogNote(ILogger log, string note);
}
