using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Ingest;

/// <summary>The unmodified exporters of OpenTelemetry, and what they may do to a real server.</summary>
public sealed class OtlpTests
{
    private static readonly string[] Steps =
        ["proto", "proto, gzip", "json", "json at the api", "grpc", "grpc, gzip", "logs before their span", "logs after their span"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_an_exporter_sent_is_there_at_once()
    {
        await using var server = await ServerProcess.StartAsync();
        using var node = Built.Start(
            ["node", Built.Client("otlp.mjs"), server.OtlpUrl.OriginalString, server.OtlpGrpcUrl.OriginalString, server.ApiUrl.OriginalString, "60"]);
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(Stop), node.StandardError.ReadToEndAsync(Stop));
        await node.WaitForExitAsync(Stop);
        Assert.True(node.ExitCode == 0, await output + await errors);
        Assert.Equal(Steps.Select(step => $"ok {step}"), (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Nothing_is_doubled_however_often_and_late_it_is_sent_and_nothing_acknowledged_is_lost_with_the_process()
    {
        await using var server = await ServerProcess.StartAsync();
        var now = DateTimeOffset.UtcNow;
        var (fresh, old) = (Spans("fresh", now, 50), Spans("old", now.AddDays(-3), 50));
        for (var each = 0; each < 3; each++)
        {
            await Task.WhenAll(SendAsync(server, fresh), SendAsync(server, old), SendAsync(server, fresh));
        }

        Assert.Equal(100, await CountAsync(server));

        // Acknowledged, and not yet drained for sure: the process dies and its sender, not knowing, sends again.
        var last = Spans("last", DateTimeOffset.UtcNow, 50);
        await SendAsync(server, last);
        await server.KillAsync();
        await server.RestartAsync();
        Assert.Equal(150, await CountAsync(server));
        await Task.WhenAll(SendAsync(server, last), SendAsync(server, fresh), SendAsync(server, old));
        Assert.Equal(150, await CountAsync(server));
    }

    [Fact]
    public async Task Spans_of_many_ages_and_of_odd_times_are_stored()
    {
        await using var server = await ServerProcess.StartAsync();
        foreach (var year in new[] { 1970, 1999, 2020, 2262, 2299 })
        {
            await SendAsync(server, Spans($"year {year}", new DateTimeOffset(year, 6, 1, 0, 0, 0, TimeSpan.Zero), 40, TimeSpan.FromDays(20)));
        }

        Assert.Equal(200, await CountAsync(server));
    }

    [Fact]
    public async Task What_may_not_be_kept_is_kept_of_no_sender()
    {
        await using var server = await ServerProcess.StartAsync("--Privacy:Content", "false");
        await SendAsync(server, Spans("chat", DateTimeOffset.UtcNow, 1));
        var (_, page) = await server.GetAsync("v1/traces");
        var id = page.GetProperty("traces")[0].GetProperty("request_id").GetString();
        var (_, trace) = await server.GetAsync($"v1/traces/{id}");
        Assert.False(trace.GetProperty("content_kept").GetBoolean());
        Assert.False(trace.TryGetProperty("attributes", out _));
        Assert.DoesNotContain("said in secret", trace.GetRawText());
    }

    private static string Spans(string name, DateTimeOffset start, int count, TimeSpan step = default) => JsonSerializer.Serialize(new
    {
        resourceSpans = new[]
        {
            new
            {
                scopeSpans = new[]
                {
                    new
                    {
                        spans = Enumerable.Range(0, count).Select(number => new
                        {
                            traceId = Guid.NewGuid().ToString("N"),
                            spanId = Guid.NewGuid().ToString("N")[..16],
                            name,
                            startTimeUnixNano = Nanoseconds(start + (number * step)),
                            endTimeUnixNano = Nanoseconds(start + (number * step)),
                            attributes = new[] { new { key = "app.words", value = new { stringValue = "said in secret" } } },
                        }),
                    },
                },
            },
        },
    });

    private static string Nanoseconds(DateTimeOffset time) => $"{Math.Max(1, (decimal)(time - DateTimeOffset.UnixEpoch).Ticks * 100)}";

    private static async Task SendAsync(ServerProcess server, string body)
    {
        using var content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        using var answer = await server.Http.PostAsync(new Uri(server.OtlpUrl, "v1/traces"), content, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("{}", await answer.Content.ReadAsStringAsync(Stop));
    }

    private static async Task<int> CountAsync(ServerProcess server)
    {
        var total = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                var (status, page) = await server.GetAsync("v1/traces?limit=1");
                total = status == HttpStatusCode.OK ? page.GetProperty("total").GetInt32() : 0;
                return status == HttpStatusCode.OK;
            },
            "the store answers");
        return total;
    }
}
