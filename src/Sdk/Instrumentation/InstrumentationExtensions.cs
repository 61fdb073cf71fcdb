using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Tracehouse.Instrumentation;

namespace Tracehouse;

/// <summary>Traces the clients of models that an application has, in one line each.</summary>
public static class InstrumentationExtensions
{
    /// <summary>
    /// Traces every call of a client of the official OpenAI library: <c>new OpenAIClientOptions().AddTracing()</c>. Sets the transport of the options; to keep another one, give its
    /// handler. See <see cref="TracingHandler"/>.
    /// </summary>
    /// <param name="options">The options of the client.</param>
    /// <param name="inner">What sends the requests; null takes what .NET brings.</param>
    public static T AddTracing<T>(this T options, HttpMessageHandler? inner = null) where T : ClientPipelineOptions
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Transport = new HttpClientPipelineTransport(Tracing.CreateHttpClient(inner));
        return options;
    }

    /// <summary>Traces every call of a chat client, of whichever provider. HTTP requests within it are not traced a second time.</summary>
    /// <param name="client">The client to trace.</param>
    public static IChatClient WithTracing(this IChatClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new TracedChatClient(client);
    }
}
