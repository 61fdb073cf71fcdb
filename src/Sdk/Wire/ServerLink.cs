using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Tracehouse.Wire;

/// <summary>The way to the server for what is asked and told by itself. What goes wrong is a <see cref="TracehouseException"/> that names the setting to look at.</summary>
internal sealed class ServerLink : IDisposable
{
    private const string KeyHeader = "X-Tracehouse-Key";
    private readonly HttpClient _http;
    private readonly TracehouseOptions _options;

    /// <summary>The options must be filled in.</summary>
    public ServerLink(TracehouseOptions options)
    {
        _options = options;
        _http = new HttpClient(new SocketsHttpHandler
        {
            // Whoever could send us elsewhere would get the key.
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        })
        { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = options.AnswerBytesMax };
    }

    /// <summary>Asks the API, and reads the answer. Throws <see cref="TracehouseException"/>.</summary>
    public async Task<T> AskAsync<T>(HttpMethod method, string path, JsonNode? body, JsonTypeInfo<T> answered, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(_options.ReadTimeout);
        using var answer = await SendAsync(Door.Api, Request(Door.Api, method, path, body), HttpCompletionOption.ResponseContentRead, limit.Token, stop).ConfigureAwait(false);
        var text = await answer.Content.ReadAsStringAsync(stop).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(text, answered) ?? throw new JsonException("It is null.");
        }
        catch (JsonException cause)
        {
            throw new TracehouseException((int)answer.StatusCode, "answer_not_understood", $"{Door.Api.Setting} answered {method} {path} with what is not understood: {cause.Message}", cause);
        }
    }

    /// <summary>Calls a model by the gateway. Throws <see cref="TracehouseException"/>; the answer is read by the caller where it is a stream.</summary>
    public Task<HttpResponseMessage> CallAsync(JsonNode body, IEnumerable<KeyValuePair<string, string>> headers, bool isStream, CancellationToken limit, CancellationToken stop)
    {
        var request = Request(Door.Gateway, HttpMethod.Post, "v1/chat/completions", body);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var completion = isStream ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead;
        return SendAsync(Door.Gateway, request, completion, limit, stop);
    }

    /// <summary>Tells the API something, from a thread that may wait. Null when no answer came.</summary>
    public HttpStatusCode? Tell(string path, string json)
    {
        using var limit = new CancellationTokenSource(_options.SendTimeout);
        try
        {
            using var request = Request(Door.Api, HttpMethod.Post, path, null);
            request.Content = Json(json);
            using var answer = _http.Send(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return answer.StatusCode;
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>What to throw where the connection broke or the time was up; null when it was the caller who gave up.</summary>
    public TracehouseException? Failure(Exception cause, Door door, CancellationToken stop) => cause switch
    {
        OperationCanceledException when stop.IsCancellationRequested => null,
        OperationCanceledException => new TracehouseException(null, "timeout", $"There was no answer within Tracehouse:{door.Timeout} from {AddressOf(door)}.", cause),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
            new TracehouseException(null, "answer_too_large", $"The answer is larger than {_options.AnswerBytesMax} bytes (Tracehouse:{nameof(_options.AnswerBytesMax)}).", cause),
        _ => new TracehouseException(null, "unreachable", $"{AddressOf(door)} cannot be reached, look at {door.Setting}: {cause.Message}", cause),
    };

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(Door door, HttpRequestMessage request, HttpCompletionOption completion, CancellationToken limit, CancellationToken stop)
    {
        try
        {
            using (request)
            {
                var answer = await _http.SendAsync(request, completion, limit).ConfigureAwait(false);
                if (answer.IsSuccessStatusCode)
                {
                    return answer;
                }

                using (answer)
                {
                    throw Refusal(request, answer.StatusCode, await answer.Content.ReadAsStringAsync(limit).ConfigureAwait(false), door);
                }
            }
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException or OperationCanceledException && Failure(cause, door, stop) is { } failure)
        {
            throw failure;
        }
    }

    private TracehouseException Refusal(HttpRequestMessage request, HttpStatusCode status, string body, Door door)
    {
        var (code, message) = ErrorBody.Read(body);
        var hint = code is "invalid_api_key" || (code.Length == 0 && status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) ? " Look at Tracehouse:Key (TRACEHOUSE_KEY)."
            : code.Length == 0 ? $" Look at {door.Setting}, whether that is a Tracehouse."
            : "";
        var text = $"{request.Method} {request.RequestUri!.AbsolutePath} was answered with {(int)status}{(code.Length > 0 ? $" ({code})" : "")}: {message}{hint}";
        return new TracehouseException((int)status, code, _options.Key is { Length: > 0 } key ? text.Replace(key, "***", StringComparison.Ordinal) : text);
    }

    private HttpRequestMessage Request(Door door, HttpMethod method, string path, JsonNode? body)
    {
        var request = new HttpRequestMessage(method, new Uri(door == Door.Gateway ? _options.GatewayUrl! : _options.Url!, path));
        if (body is not null)
        {
            request.Content = Json(JsonText.Of(body));
        }

        if (_options.Key is { Length: > 0 } key)
        {
            request.Headers.TryAddWithoutValidation(KeyHeader, key);
        }

        return request;
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private string AddressOf(Door door) => (door == Door.Gateway ? _options.GatewayUrl! : _options.Url!).GetLeftPart(UriPartial.Path);
}
