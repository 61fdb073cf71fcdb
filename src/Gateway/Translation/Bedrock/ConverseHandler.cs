namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>Makes Bedrock look like a provider with OpenAI's format. Each call has a translator of its own, because an answer does not name its model.</summary>
internal sealed class ConverseHandler(HttpMessageHandler connections, TranslationOptions options, TimeProvider time) : DelegatingHandler(connections)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken abort)
    {
        using var call = new HttpMessageInvoker(new TranslatingHandler(new ConverseTranslator(), InnerHandler!, options, time), disposeHandler: false);
        return await call.SendAsync(message, abort);
    }
}
