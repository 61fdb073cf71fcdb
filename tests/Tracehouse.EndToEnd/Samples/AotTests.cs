using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Samples;

/// <summary>The sample that is compiled ahead of time, as a user publishes it.</summary>
[Collection(nameof(PublishedProgram))]
public sealed class AotTests(SharedServer shared)
{
    private const long BytesMax = 15_000_000;

    [Fact]
    public async Task Native_program_is_small_and_its_trace_arrives_with_records_as_json()
    {
        using var published = new PublishedProgram();
        var said = await published.RunAsync("dotnet", null, "publish", Path.Combine(Built.Root, "samples", "Aot"), "-f", "net9.0", "-r", "linux-x64", "-o", published.Folder, "--nologo");
        Assert.DoesNotContain("warning", said);
        var program = Path.Combine(published.Folder, "Aot");
        Assert.InRange(new FileInfo(program).Length, 1, BytesMax);

        var lines = (await published.RunAsync(program, shared.Server)).Split('\n');
        Assert.Equal("all", lines.After("sent"));
        var trace = await shared.Server.TraceAsync(lines.After("trace"));
        var place = trace.GetProperty("observations").EnumerateArray().Single(span => span.GetProperty("name").GetString() == "Place");
        var span = await shared.Server.TraceAsync($"{lines.After("trace")}-{place.GetProperty("span_id").GetString()}");
        Assert.Equal(
            """{"order":{"Customer":"Ann","Lines":[{"Item":"tea","Count":2},{"Item":"cups","Count":1}],"Delivery":"Pickup"}}""", span.GetProperty("input_text").GetString());
        Assert.Equal("""{"Total":10.5,"Items":["tea","cups"]}""", span.GetProperty("output_text").GetString());
    }
}
