using System.Text.Json.Serialization;

namespace Tracehouse.Sdk.Tests.Payloads;

internal sealed class Hostile
{
    private int _reads;

    public int Good => Count(1);

    public int Bad => throw new InvalidOperationException("no");

    public int Better => 2;

    public int CountReads() => _reads;

    private int Count(int value)
    {
        _reads++;
        return value;
    }
}

internal sealed class Mute
{
    public override string ToString() => throw new DivideByZeroException();
}

internal sealed class Ring
{
    public string Name { get; set; } = "";

    public Ring? Next { get; set; }
}

internal sealed class Deep
{
    public Deep Deeper => new();
}

internal sealed class Renamed(string name, string secret)
{
    [JsonPropertyName("name")]
    public string Called => name;

    [JsonIgnore]
    public string Secret => secret;
}

internal sealed class Told
{
    public int GoodName { get; set; }

    public IEnumerable<int> Lazy { get; set; } = [];

    public List<int> There { get; set; } = [];
}

internal sealed record Line(string Item, int Count);

internal sealed record Order(string Name, IReadOnlyList<Line> Lines, Order? Parent)
{
    public bool Paid { get; init; }

    [Observe]
    public static void Place(Order order)
    {
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Told))]
internal sealed partial class AppTypes : JsonSerializerContext;
