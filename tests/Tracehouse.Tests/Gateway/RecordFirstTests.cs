using System.Text;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>Whoever has a whole answer finds its trace: the record is made before the answer's end goes out.</summary>
public sealed class RecordFirstTests
{
    [Fact]
    public Task LastByteOfKnownLengthWaits() => CheckAsync("", UpstreamAnswers.Json(200, UpstreamAnswers.Completion), UpstreamAnswers.Completion);

    [Fact]
    public Task PageInsteadOfAnAnswerWaits() => CheckAsync("", UpstreamAnswers.Json(200, "<html>Please sign in</html>"), "<html>Please sign in</html>");

    [Fact]
    public Task DoneEventWaits() => CheckAsync(
        ",\"stream\":true,\"stream_options\":{\"include_usage\":true}",
        UpstreamAnswers.Events([Encoding.UTF8.GetBytes(UpstreamAnswers.StreamStart), .. "data: [DONE]\n\n".Select(letter => new[] { (byte)letter })]),
        UpstreamAnswers.StreamStart + "data: [DONE]\n\n");

    [Fact]
    public Task EndOfUnknownLengthWaits() => CheckAsync(
        "",
        async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(UpstreamAnswers.Completion));
        },
        UpstreamAnswers.Completion);

    private static async Task CheckAsync(string more, Func<Microsoft.AspNetCore.Http.HttpContext, Task> answer, string expected)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = answer;
        host.Sink.Close();
        var reading = ReadAsync(host, $$"""{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]{{more}}}""");
        await host.Sink.Entered.WaitAsync(GatewayHost.Stop);
        Assert.False(reading.IsCompleted);
        host.Sink.Open();
        var (body, recordsAtEnd) = await reading;
        Assert.Equal(expected, body);
        Assert.Equal(1, recordsAtEnd);
    }

    /// <summary>Reads as a client does that knows an answer by its end, and looks for the record then.</summary>
    private static async Task<(string Body, int Records)> ReadAsync(GatewayHost host, string request)
    {
        using var response = await host.PostAsync(request);
        var length = response.Content.Headers.ContentLength;
        await using var stream = await response.Content.ReadAsStreamAsync(GatewayHost.Stop);
        var body = new List<byte>();
        var one = new byte[1];
        int? records = null;
        while (await stream.ReadAsync(one, GatewayHost.Stop) > 0)
        {
            body.Add(one[0]);
            if (body.Count == length || body[^1] == ']' && Encoding.UTF8.GetString([.. body]).EndsWith("data: [DONE]", StringComparison.Ordinal))
            {
                records ??= host.Sink.Count;
            }
        }

        return (Encoding.UTF8.GetString([.. body]), records ?? host.Sink.Count);
    }
}
