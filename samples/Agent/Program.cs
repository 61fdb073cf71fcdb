// An agent that may call a tool, over the official OpenAI client. The only lines of tracing are those with Tracing in them.
using System.ClientModel;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;
using Tracehouse;

using var session = Tracing.Start();

// Every call of this client becomes a generation: messages, tools, model, tokens, errors.
var options = new OpenAIClientOptions { Endpoint = new Uri(Environment.GetEnvironmentVariable("OPENAI_BASE_URL") ?? "https://api.openai.com/v1") }.AddTracing();
var client = new ChatClient("gpt-4o-mini", new ApiKeyCredential(Environment.GetEnvironmentVariable("OPENAI_API_KEY") ?? "none"), options);
var weather = ChatTool.CreateFunctionTool("weather", "Tells the weather of a city.", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""));

// Everything that starts in here belongs to this user and session.
using (Tracing.PropagateAttributes(userId: "ada", sessionId: "holiday", tags: ["sample"]))
using (var agent = Tracing.StartObservation("weather-agent", ObservationKind.Agent, "How is the weather in Oslo?"))
{
    List<ChatMessage> messages = [new SystemChatMessage("You are brief."), new UserChatMessage("How is the weather in Oslo?")];
    ChatCompletion answer = await client.CompleteChatAsync(messages, new ChatCompletionOptions { Tools = { weather } });
    while (answer.FinishReason == ChatFinishReason.ToolCalls)
    {
        messages.Add(new AssistantChatMessage(answer));
        foreach (var call in answer.ToolCalls)
        {
            messages.Add(new ToolChatMessage(call.Id, Run(call)));
        }

        answer = await client.CompleteChatAsync(messages, new ChatCompletionOptions { Tools = { weather } });
    }

    agent.SetOutput(answer.Content[0].Text);
    Console.WriteLine($"trace {agent.TraceId}");

    // The same once more as a stream, which is put together in the trace.
    await foreach (var update in client.CompleteChatStreamingAsync([new UserChatMessage("Say goodbye.")]))
    {
        Console.Write(string.Concat(update.ContentUpdate.Select(part => part.Text)));
    }

    Console.WriteLine();
}

static string Run(ChatToolCall call)
{
    using var tool = Tracing.StartObservation(call.FunctionName, ObservationKind.Tool, call.FunctionArguments.ToString());
    using var arguments = JsonDocument.Parse(call.FunctionArguments);
    var told = $"Sunny in {arguments.RootElement.GetProperty("city").GetString()}, 21 degrees.";
    tool.SetOutput(told);
    return told;
}
