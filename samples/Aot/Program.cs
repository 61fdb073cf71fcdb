using Tracehouse;

using var session = Tracing.Start();

using (var root = Tracing.StartObservation("checkout"))
{
    Shop.Place(new Order("Ann", [new Line("tea", 2), new Line("cups", 1)], Delivery.Pickup));
    Console.WriteLine($"trace {root.TraceId}");
}

Console.WriteLine(Tracing.Flush() ? "sent all" : "sent not");

/// <summary>Compiled ahead of time there is no reflection; arguments and answers are written by code that the generator has made of their types.</summary>
internal static class Shop
{
    [Observe]
    public static Receipt Place(Order order) => new(order.Lines.Sum(line => line.Count) * 3.5m, [.. order.Lines.Select(line => line.Item)]);
}

internal sealed record Order(string Customer, IReadOnlyList<Line> Lines, Delivery Delivery);

internal sealed record Line(string Item, int Count);

internal sealed record Receipt(decimal Total, string[] Items);

internal enum Delivery
{
    Post,
    Pickup,
}
