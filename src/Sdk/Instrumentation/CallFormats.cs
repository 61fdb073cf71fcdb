namespace Tracehouse.Instrumentation;

/// <summary>What can be told of a call before it is sent.</summary>
internal static class CallFormats
{
    /// <summary>Null for what is no call of a model.</summary>
    public static CallFormat? Of(HttpRequestMessage request)
    {
        if (request.Method != HttpMethod.Post || request.RequestUri is not { IsAbsoluteUri: true } address)
        {
            return null;
        }

        var path = address.AbsolutePath.AsSpan().TrimEnd('/');
        return path.EndsWith("/chat/completions", StringComparison.Ordinal) ? CallFormat.Chat
            : path.EndsWith("/responses", StringComparison.Ordinal) ? CallFormat.Responses
            : path.EndsWith("/embeddings", StringComparison.Ordinal) ? CallFormat.Embeddings
            : path.EndsWith("/messages", StringComparison.Ordinal) && IsAnthropic(request) ? CallFormat.Messages
            : null;
    }

    public static string NameOf(CallFormat format) => format == CallFormat.Embeddings ? "embeddings" : "chat";

    public static ObservationKind KindOf(CallFormat format) => format == CallFormat.Embeddings ? ObservationKind.Embedding : ObservationKind.Generation;

    /// <summary>By the names of OpenTelemetry's conventions.</summary>
    public static string ProviderOf(CallFormat format, Uri address) =>
        format == CallFormat.Messages ? "anthropic"
        : address.Host.EndsWith(".openai.azure.com", StringComparison.OrdinalIgnoreCase) || address.Host.EndsWith(".azure.com", StringComparison.OrdinalIgnoreCase) ? "azure.ai.openai"
        : "openai";

    /// <summary>OpenAI's threads have messages too.</summary>
    private static bool IsAnthropic(HttpRequestMessage request) => request.Headers.Contains("anthropic-version");
}
