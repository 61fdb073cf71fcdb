using System.Text;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>Whatever is sent arrives, but for the model's name and the wish for usage: 300 made-up requests through the whole gateway.</summary>
public sealed class RewritePropertyTests
{
    private const int Cases = 300;

    [Fact]
    public async Task UpstreamReceivesWhatWasSent()
    {
        await using var host = await GatewayHost.StartAsync();
        for (var seed = 0; seed < Cases; seed++)
        {
            var (sent, expected) = Make(new RandomJson(seed));
            using var response = await host.PostAsync(sent);
            var status = (int)response.StatusCode;
            Assert.True(status == 200, $"seed {seed}: {status} for {sent}");
            var received = Encoding.UTF8.GetString((await host.Upstream.NextAsync(GatewayHost.Stop)).Body);
            Assert.True(expected == received, $"seed {seed}\nsent     {sent}\nexpected {expected}\nreceived {received}");
            await response.Content.ReadAsStringAsync(GatewayHost.Stop);
            Assert.Equal(SpanStatus.Success, (await host.RecordAsync()).Status);
            Assert.Equal(0, host.Sink.Count);
        }
    }

    /// <summary>A request, and what the upstream must get for it.</summary>
    private static (string Sent, string Expected) Make(RandomJson random)
    {
        var sent = new List<string>();
        var expected = new List<string>();
        var isStream = random.Maybe();
        void Add(string name, string value, string? changed = null)
        {
            var start = $"{random.Space()}\"{name}\"{random.Space()}:{random.Space()}";
            sent.Add(start + value);
            expected.Add(start + (changed ?? value));
        }

        void AddOthers()
        {
            for (var i = random.Next(3); i > 0; i--)
            {
                Add($"x{random.Next(3)}", random.Value(4));
            }
        }

        var name = random.Next(3) switch { 0 => "model", 1 => "mod\\u0065l", _ => "model" };
        AddOthers();
        Add(name, "\"openai/gpt-4o-mini\"", "\"gpt-4o-mini\"");
        AddOthers();
        Add("messages", $"[{random.Value(3)},{{\"role\":\"user\",\"content\":{random.Value(2)}}}]");
        if (random.Next(8) == 0)
        {
            Add("model", "\"openai\\/gpt-4o\"", "\"gpt-4o\"");
            var first = expected.FindIndex(property => property.Contains("gpt-4o-mini"));
            expected[first] = expected[first].Replace("gpt-4o-mini", "gpt-4o");
        }

        Add("metadata", random.Value(2));
        if (isStream)
        {
            Add("stream", "true");
            AddStreamOptions(random, (name, value, changed) => Add(name, value, changed), out var isAbsent);
            AddOthers();
            if (isAbsent)
            {
                expected[^1] += ",\"stream_options\":{\"include_usage\":true}";
            }
        }

        var end = random.Space();
        return ("{" + string.Join(",", sent) + end + "}" + end, "{" + string.Join(",", expected) + end + "}" + end);
    }

    private static void AddStreamOptions(RandomJson random, Action<string, string, string?> add, out bool isAbsent)
    {
        isAbsent = false;
        switch (random.Next(7))
        {
            case 0: add("stream_options", "{ }", "{\"include_usage\":true }"); break;
            case 1: add("stream_options", "{\"x\":1}", "{\"include_usage\":true,\"x\":1}"); break;
            case 2: add("stream_options", "{\"x\":1, \"include_usage\" : false}", "{\"x\":1, \"include_usage\" : true}"); break;
            case 3: add("stream_options", "{\"include_usage\":true}", null); break;
            case 4: add("stream_options", "null", "{\"include_usage\":true}"); break;
            case 5: add("stream_options", "\"what\"", null); break;
            default: isAbsent = true; break;
        }
    }
}
