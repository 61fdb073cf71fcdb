// The web service that samples/Shop asks.
using Tracehouse;

var builder = WebApplication.CreateBuilder(args);

// Only Shop can reach this service, so the user and session that it sends along can be believed.
builder.AddTracehouse(options => options.ReadBaggage = true);

// Warnings that are logged within an observation become events of it.
builder.Logging.AddTracehouse();
var app = builder.Build();

app.MapGet("/articles/{article}", (string article, ILogger<Program> log) =>
{
    using var scope = log.BeginScope(new Dictionary<string, object> { ["Warehouse"] = "north" });
    using var count = Tracing.StartObservation("count", ObservationKind.Retriever, article);
    log.LogWarning("Only {Left} of {Article} left", 3, article);
    count.SetOutput(3);
    return Results.Text("3");
});

app.Run();
