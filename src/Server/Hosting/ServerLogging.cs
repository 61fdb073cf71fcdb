namespace Tracehouse.Server.Hosting;

/// <summary>Logs go to the console, a line each; the framework speaks up only when something is wrong.</summary>
internal static class ServerLogging
{
    public static void AddServerLogging(this ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);

        // While anybody might listen to it, every request gets an activity and a scope for its log lines, which cost more than prices and metrics do.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddConfiguration(configuration.GetSection("Logging"));
    }
}
