using Tracehouse;

namespace FromLangfuse;

/// <summary>Traced with the method's name, its arguments as input and what it returns as output.</summary>
internal static class Weather
{
    [Observe]
    public static string GetWeatherResponse(string userQuery) => Format(Fetch(userQuery));

    [Observe(Name = "weather-lookup")]
    public static async Task<string> LookUpAsync(string userQuery) => Format(await FetchAsync(userQuery));

    [Observe(Kind = ObservationKind.Tool)]
    private static Report Fetch(string query) => new("Madrid", 6, "partly cloudy");

    [Observe(Kind = ObservationKind.Tool)]
    private static async Task<Report> FetchAsync(string query)
    {
        await Task.Delay(1);
        return Fetch(query);
    }

    private static string Format(Report report) => $"In {report.City}, it is currently {report.Sky} with a temperature of around {report.Celsius}°C.";
}

internal sealed record Report(string City, int Celsius, string Sky);
