using Tracehouse;

using var client = new TracehouseClient();

// A trace with one message.
var trace = client.Trace(conversationId: "conv_123", sessionId: "session_123");
var message = trace.Message("User: What's the weather?");
message.End("Bot: It's sunny!");
Console.WriteLine($"basic {trace.TraceId}");

// Every type of event.
var all = client.Trace(conversationId: "conv_124", channelId: "web");
var asked = all.Message("User input");
var tool = asked.Tool("Calling weather API");
tool.End("API response received");
var generation = asked.Generation("Generating response");
generation.End("Response generated");
var agent = asked.Agent("Planning next action");
agent.End("Decided to search database");
var retrieval = asked.Retrieval("Searching knowledge base");
retrieval.End("Found 3 relevant documents");
asked.Router("Small model is enough");
asked.End("Bot response");
var system = all.System("Initializing cache");
system.End("Cache warmed up");
all.Event("Order placed");
all.Feedback(feedbackTag: "THUMBS_UP", feedbackText: "User marked response as helpful");
Console.WriteLine($"types {all.TraceId}");

// Nested, with a context, and with a step that fails.
var nested = client.Trace(
    conversationId: "conv_125",
    metadata: new Dictionary<string, object?> { ["environment"] = "production" },
    user: new InteractionUser("user_123"));
var question = nested.Message("User: Tell me about neural networks");
try
{
    var search = question.Retrieval("Searching documentation");
    search.End("Found 2 relevant articles");

    var explanation = question.Generation("Creating explanation");
    explanation.End("Generated response about neural networks");

    question.End("Bot: Neural networks are...");
}
catch (Exception e)
{
    question.End($"Error: {e.Message}");
}

// To end it twice is harmless.
question.End("Too late");
Console.WriteLine($"nested {nested.TraceId}");

// A step that is told at once.
var sent = client.Trace(conversationId: "conv_126");
var id = sent.Send(StepType.Message, input: "User: Hi", output: "Bot: Hello", latency: TimeSpan.FromMilliseconds(250));
sent.Send(StepType.Tool, input: "look up", output: "found", latency: TimeSpan.FromMilliseconds(40), parentId: id);
Console.WriteLine($"sent {sent.TraceId}");

// A model that is called through the gateway lies below the step that runs.
var answered = client.Trace(conversationId: "conv_127");
var greeting = answered.Message("User: Hi");
var reply = greeting.Generation("Greeting");
var completion = await client.CompletionAsync("demo/echo", [new("user", "Hi")]);
reply.End(completion.Text);
greeting.End(completion.Text);
Console.WriteLine($"answered {answered.TraceId}");

Console.WriteLine(client.Flush() ? "all sent" : "not sent");
