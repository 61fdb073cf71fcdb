// A web service that asks another one, samples/Stock; both are one trace.
using Tracehouse;

var builder = WebApplication.CreateBuilder(args);

// Where traces go comes from the section Tracehouse of appsettings.json, or from TRACEHOUSE_URL and TRACEHOUSE_KEY.
builder.AddTracehouse();
builder.Services.AddHttpClient("stock", client => client.BaseAddress = new Uri(builder.Configuration["STOCK_URL"] ?? "http://localhost:5001"));
var app = builder.Build();

app.MapGet("/orders/{article}", async (string article, IHttpClientFactory clients) =>
{
    // As baggage, the user and the session reach the other service too.
    using var who = Tracing.PropagateAttributes(userId: "ada", sessionId: "cart-7", asBaggage: true);
    using var order = Tracing.StartObservation("order", input: article);
    var left = await clients.CreateClient("stock").GetStringAsync($"articles/{article}");
    order.SetOutput($"{left} left");
    return Results.Text(order.TraceId);
});

app.Run();
