using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Samples;

/// <summary>The examples of Langfuse's and InteractiveAI's pages in C#, against the real server.</summary>
public sealed class FromLangfuseTests(SharedServer shared)
{
    [Fact]
    public async Task Explicit_trace_arrives_with_input_and_output()
    {
        var said = await shared.Server.RunSampleAsync("FromLangfuse");
        var trace = await shared.Server.TraceAsync(said.After("explicit"));
        Assert.Equal("your-trace-name", trace.GetProperty("name").GetString());
        Assert.Contains("6°C", trace.GetProperty("output_text").GetString());
    }
}
