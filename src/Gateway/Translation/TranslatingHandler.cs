using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation;

/// <summary>
/// Makes a provider with a format of its own look like one that has OpenAI's.
/// 1. Put the request into the provider's words; what cannot be expressed is not sent.
/// 2. Send it.
/// 3. Translate the answer: a stream while it comes, anything else when it has come, an error into OpenAI's shape under its own status.
/// </summary>
internal sealed class TranslatingHandler(ChatTranslator translator, HttpMessageHandler connections, TranslationOptions options, TimeProvider time) : DelegatingHandler(connections)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken abort)
    {
        var body = await message.Content!.ReadAsByteArrayAsync(abort);
        var (fault, wantsUsage) = TranslateRequest(body, message);
        if (fault is not null)
        {
            return new RefusedRequest(fault);
        }

        var response = await base.SendAsync(message, abort);
        try
        {
            translator.TranslateHeaders(response);
            response.Content = await TranslateAsync(response, wantsUsage, abort);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>1. A fault, or else whether the stream is to end with token counts.</summary>
    private (RequestFault? Fault, bool WantsUsage) TranslateRequest(byte[] body, HttpRequestMessage message)
    {
        try
        {
            using var ask = ChatAsk.Read(body);
            return (Inexpressible.Find(ask) ?? translator.TranslateRequest(ask, message), ask.WantsUsage);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (new RequestFault("The body cannot be translated for this provider: a name or a word in it is not Unicode, or it is nested too deeply."), false);
        }
    }

    /// <summary>3. Replaces what the provider said.</summary>
    private async ValueTask<HttpContent> TranslateAsync(HttpResponseMessage response, bool wantsUsage, CancellationToken abort)
    {
        var content = response.Content;
        if (content.Headers.ContentEncoding.Count > 0)
        {
            return Fail(response, "The provider's answer came compressed, though that was not asked for.");
        }

        var source = await content.ReadAsStreamAsync(abort);
        if (response.IsSuccessStatusCode && translator.IsStream(content))
        {
            return Stream(source, wantsUsage);
        }

        using var body = new PooledBytes();
        if (!await TryReadAsync(source, body, abort))
        {
            return Fail(response, $"The provider's answer is larger than {options.TranslatedBytesMax} bytes (setting Gateway:TranslatedBytesMax).");
        }

        content.Dispose();
        return !response.IsSuccessStatusCode ? Error(translator.TranslateError((int)response.StatusCode, body.Memory))
            : Answer(body) ?? Fail(response, $"The provider's answer cannot be translated: {ErrorReader.Excerpt(Encoding.UTF8.GetString(body.Span))}");
    }

    private StreamContent Stream(Stream source, bool wantsUsage)
    {
        var output = new PooledBytes();
        var chunks = new ChatChunkWriter(output, time.GetUtcNow().ToUnixTimeSeconds(), wantsUsage);
        var stream = new TranslatedStream(source, translator.CreateStream(chunks, options.TranslatedEventBytesMax), output);
        var content = new StreamContent(stream);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        return content;
    }

    /// <summary>Null when it is no answer.</summary>
    private PooledContent? Answer(PooledBytes body)
    {
        using var writer = new ChatAnswerWriter(time.GetUtcNow().ToUnixTimeSeconds());
        try
        {
            using var json = JsonDocument.Parse(body.Memory, JsonPieces.Deep);
            if (!translator.TranslateAnswer(json.RootElement, writer))
            {
                return null;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }

        var output = new PooledBytes();
        writer.WriteTo(output);
        return new PooledContent(output);
    }

    /// <summary>False when there is more than the limit.</summary>
    private async ValueTask<bool> TryReadAsync(Stream source, PooledBytes body, CancellationToken abort)
    {
        while (await source.ReadAsync(body.GetMemory(4096), abort) is > 0 and var read)
        {
            body.Advance(read);
            if (body.Length > options.TranslatedBytesMax)
            {
                return false;
            }
        }

        return true;
    }

    private static PooledContent Fail(HttpResponseMessage response, string message)
    {
        response.Content.Dispose();
        response.StatusCode = HttpStatusCode.BadGateway;
        return Error(new OpenAiError(message, "server_error", "upstream_invalid"));
    }

    private static PooledContent Error(OpenAiError error)
    {
        var body = new PooledBytes();
        error.WriteTo(body);
        return new PooledContent(body);
    }
}
