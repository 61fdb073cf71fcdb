using System.Net;
using System.Text;
using Tracehouse.Engine.Supervision;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Engine;

/// <summary>Speaks the ClickHouse HTTP interface to an engine.</summary>
internal sealed class EngineClient(EngineEndpoint endpoint) : IDisposable
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly HttpClient _http = new(EngineClientHandler.Create(endpoint)) { BaseAddress = endpoint.Url, Timeout = TimeSpan.FromMinutes(2) };

    public Task<Answer> GetAsync(string address) => SendAsync(HttpMethod.Get, address, null);

    public Task<Answer> PostAsync(string body, string address = "/") => SendAsync(HttpMethod.Post, address, new StringContent(body));

    /// <summary>The answer to a statement that must succeed.</summary>
    public async Task<string> RunAsync(string sql)
    {
        var answer = await PostAsync(sql);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Text.TrimEnd('\n');
    }

    public async Task<Answer> SendAsync(HttpMethod method, string address, HttpContent? body)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body };
        using var response = await _http.SendAsync(request, Stop);
        var bytes = await response.Content.ReadAsByteArrayAsync(Stop);
        var headers = response.Headers.ToDictionary(header => header.Key, header => header.Value.First());
        return new Answer(response.StatusCode, Encoding.UTF8.GetString(bytes), headers);
    }

    public Task WaitUntilItAnswersAsync() => Eventually.TrueAsync(AnswersAsync, "the engine answers");

    public void Dispose() => _http.Dispose();

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await GetAsync("/ping");
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>What came back.</summary>
    internal sealed record Answer(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers);
}
