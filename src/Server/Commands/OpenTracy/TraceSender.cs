using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Tracehouse.Server.Commands.OpenTracy;

/// <summary>Sends rows to the server, and tries again while it has no room. Throws <see cref="HttpRequestException"/> when it refuses or is gone.</summary>
internal sealed class TraceSender(HttpClient http, Uri server, string? key)
{
    private const int TriesMax = 20;
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(10);

    /// <summary>How many rows were left out, and why the first of them was.</summary>
    public async Task<(long Rejected, string Reason)> SendAsync(string lines, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "v1/traces/import"))
            {
                Content = new StringContent(lines, Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson")),
            };
            request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
            using var answer = await http.SendAsync(request, stop);
            var body = await answer.Content.ReadAsStringAsync(stop);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable && tries < TriesMax)
            {
                var pause = answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1);
                await Task.Delay(pause < PauseMax ? pause : PauseMax, stop);
                continue;
            }

            return answer.StatusCode == HttpStatusCode.BadRequest && IsAllRejected(body, lines, out var all) ? all : Rejected(answer, body);
        }
    }

    private static (long Rejected, string Reason) Rejected(HttpResponseMessage answer, string body)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"The server answered with status {(int)answer.StatusCode}: {Reason(body)}");
        }

        using var json = JsonDocument.Parse(body);
        var errors = json.RootElement.GetProperty("errors");
        return (json.RootElement.GetProperty("rejected").GetInt64(), errors.GetArrayLength() > 0 ? errors[0].GetProperty("message").GetString()! : "");
    }

    /// <summary>Of rows that are all wrong none is kept, which must not end the run.</summary>
    private static bool IsAllRejected(string body, string lines, out (long Rejected, string Reason) all)
    {
        all = (lines.AsSpan().Count('\n'), Reason(body));
        return body.Contains("\"detail\"", StringComparison.Ordinal);
    }

    private static string Reason(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("error", out var error) && error.TryGetProperty("message", out var message) ? message.GetString() ?? "" : body[..Math.Min(body.Length, 200)];
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            return body[..Math.Min(body.Length, 200)];
        }
    }
}
