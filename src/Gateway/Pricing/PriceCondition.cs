using System.Globalization;
using System.Text.Json;

namespace Tracehouse.Gateway.Pricing;

/// <summary>When a price is in force: from a day on, at a time of the day, or always.</summary>
internal sealed record PriceCondition
{
    private static readonly string[] TimeFormats = ["HH:mm:ssK", "HH:mm:ss.FFFFFFFK"];

    public static PriceCondition Always { get; } = new();

    /// <summary>The day it came into force; null when it always was.</summary>
    public DateOnly? StartDate { get; private init; }

    /// <summary>The time of the day, in UTC, at which it begins; null when it is the whole day.</summary>
    public TimeOnly? StartTime { get; private init; }

    /// <summary>The time of the day at which it has ended; it may lie after midnight.</summary>
    public TimeOnly? EndTime { get; private init; }

    /// <summary>Throws for a condition that is not known, because a price without it would be wrong.</summary>
    public static PriceCondition From(JsonElement json)
    {
        var condition = Always;
        foreach (var property in json.EnumerateObject())
        {
            condition = property.Name switch
            {
                "start_date" => condition with { StartDate = DateOnly.ParseExact(property.Value.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture) },
                "start_time" => condition with { StartTime = ReadTime(property.Value) },
                "end_time" => condition with { EndTime = ReadTime(property.Value) },
                "type" => condition,
                _ => throw new InvalidDataException($"A price depends on {property.Name}, which is not known here."),
            };
        }

        return condition.StartTime is null == condition.EndTime is null ? condition : throw new InvalidDataException("A price has a time of the day without its end.");
    }

    public bool Holds(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        var isStarted = StartDate is not { } date || DateOnly.FromDateTime(utc) >= date;
        return isStarted && (StartTime is not { } start || TimeOnly.FromDateTime(utc).IsBetween(start, EndTime!.Value));
    }

    private static TimeOnly ReadTime(JsonElement json) =>
        TimeOnly.FromDateTime(DateTimeOffset.ParseExact(json.GetString()!, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime);
}
