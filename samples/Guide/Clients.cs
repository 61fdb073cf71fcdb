using Anthropic;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using Tracehouse;

/// <summary>One line for each client of models.</summary>
internal static class Clients
{
    public static ChatClient OpenAI(string key)
    {
        var options = new OpenAIClientOptions().AddTracing();
        return new ChatClient("gpt-4o-mini", new System.ClientModel.ApiKeyCredential(key), options);
    }

    public static AnthropicClient Anthropic()
    {
        var client = new AnthropicClient { HttpClient = Tracing.CreateHttpClient() };
        return client;
    }

    public static IChatClient Any(IChatClient chat)
    {
        var client = chat.WithTracing();
        return client;
    }
}
