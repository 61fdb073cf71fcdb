namespace Tracehouse;

public static partial class Tracing
{
    internal static Uri? GatewayUrl => _session?.Options.GatewayUrl;

    /// <summary>
    /// An HTTP client that traces the calls of models that pass through it, for clients that take one, such as Anthropic's: <c>new AnthropicClient { HttpClient = Tracing.CreateHttpClient() }</c>.
    /// It has no timeout of its own, because such clients bring theirs. See <see cref="TracingHandler"/>.
    /// </summary>
    /// <param name="inner">What sends the requests; null takes what .NET brings.</param>
    public static HttpClient CreateHttpClient(HttpMessageHandler? inner = null) =>
        new(new TracingHandler(inner ?? new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) })) { Timeout = Timeout.InfiniteTimeSpan };
}
