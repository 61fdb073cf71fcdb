using System.Net;
using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Vendors.NeuralTrust;

/// <summary>A conversation as NeuralTrust's SDK sends it, read back through the API.</summary>
public sealed class NeuralTrustTests(SharedServer shared)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conversation_is_a_trace_with_its_children_and_its_feedback_whatever_comes_first()
    {
        var (interaction, message, tool, conversation) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString(), Guid.NewGuid().ToString(), $"conversation-{Guid.NewGuid():N}");
        await SendAsync(new { type = "traces", task = "tool", trace_id = tool, parent_id = message, interaction_id = interaction, conversation_id = conversation, input = "{'q': 'x', 'n': None}", output = "None", start_timestamp = 1763712000000, end_timestamp = 1763712001000, custom = "None" });
        await SendAsync(new { type = "traces", task = "feedback", trace_id = Guid.NewGuid().ToString(), parent_id = message, interaction_id = interaction, conversation_id = conversation, feedback_tag = "negative", feedback_text = "too slow" });
        await SendAsync(new { type = "traces", task = "message", trace_id = message, interaction_id = interaction, conversation_id = conversation, channel_id = "kiosk", input = "hi", output = "ho", start_timestamp = 1763712000000, end_timestamp = 1763712002000 });

        var trace = await shared.Server.TraceAsync(interaction);
        Assert.Equal((conversation, "hi", "neuraltrust"), (trace.GetProperty("session_id").GetString(), trace.GetProperty("input_text").GetString(), trace.GetProperty("source").GetString()));
        Assert.Equal([(message, 0), (tool, 1)], trace.GetProperty("observations").EnumerateArray().Select(span => (span.GetProperty("span_id").GetString()!, span.GetProperty("depth").GetInt32())));
        var score = trace.GetProperty("scores").EnumerateArray().Single();
        Assert.Equal(("feedback", "too slow", message), (score.GetProperty("name").GetString(), score.GetProperty("comment").GetString(), score.GetProperty("span_id").GetString()));
        foreach (var filter in new[] { $"session_id={conversation}", "metadata.channel_id=kiosk", $"metadata.conversation_id={conversation}" })
        {
            Assert.Equal(1, (await shared.Server.GetAsync($"v1/traces?source=neuraltrust&{filter}")).Body.GetProperty("total").GetInt32());
        }
    }

    private async Task SendAsync<T>(T body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(shared.Server.ApiUrl, "v1/trace")) { Content = new StringContent(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("token", "any:key");
        using var answer = await shared.Server.Http.SendAsync(request, Stop);
        Assert.Equal((HttpStatusCode.OK, """{"status":200}"""), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop)));
    }
}
