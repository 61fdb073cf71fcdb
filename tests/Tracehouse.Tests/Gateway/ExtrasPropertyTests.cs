using System.Text;
using System.Text.Json;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>Whatever an answer looks like, taking our properties out again gives back the provider's bytes: 300 made-up answers.</summary>
public sealed class ExtrasPropertyTests
{
    private const int Cases = 300;

    private static readonly string[] Names = ["cost", "_cost", "_latency_ms", "_routing", "trace_id"];

    [Fact]
    public async Task Every_other_byte_is_the_providers()
    {
        await using var host = await GatewayHost.StartAsync(("Gateway:Extras", "true"));
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new RandomJson(seed);
            var (start, end, has) = Make(random);
            host.Upstream.Answer = InPieces(random, start + end);
            using var response = await host.PostAsync("""{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}""");
            var body = await response.Content.ReadAsStringAsync(GatewayHost.Stop);
            Assert.True(body.StartsWith(start, StringComparison.Ordinal) && body.EndsWith(end, StringComparison.Ordinal), $"seed {seed}\nsent {start + end}\ngot  {body}");
            var added = body[start.Length..^end.Length];
            var names = added.Length == 0 ? [] : JsonDocument.Parse("{" + added[1..] + "}").RootElement.EnumerateObject().Select(property => property.Name).ToList();
            Assert.True(Names.Where(name => !has.Contains(name)).SequenceEqual(names), $"seed {seed}: {added} for {start + end}");
            await host.RecordAsync();
        }
    }

    private static Func<Microsoft.AspNetCore.Http.HttpContext, Task> InPieces(RandomJson random, string body) => async context =>
    {
        context.Response.ContentType = "application/json";
        foreach (var piece in random.Cut(Encoding.UTF8.GetBytes(body), 400))
        {
            await context.Response.Body.WriteAsync(piece);
            await context.Response.Body.FlushAsync();
        }
    };

    /// <summary>An answer up to the brace that ends it, that brace with what follows, and which of our names it has already.</summary>
    private static (string Start, string End, HashSet<string> Has) Make(RandomJson random)
    {
        var has = new HashSet<string>();
        var properties = new List<string>();
        void AddOthers()
        {
            for (var i = random.Next(3); i > 0; i--)
            {
                properties.Add($"{random.Space()}\"x{random.Next(3)}\"{random.Space()}:{random.Space()}{random.Value(4)}{random.Space()}");
            }

            if (random.Next(4) == 0)
            {
                var name = Names[random.Next(Names.Length)];
                has.Add(name);
                properties.Add($"\"{name}\":{random.Value(2)}");
            }
        }

        AddOthers();
        properties.Add($$"""{{random.Space()}}"choices":[{"message":{"content":{{random.Text()}},"cost":1,"_routing":"trace_id"},"index":0}]""");
        AddOthers();
        properties.Add("""{"model":"m"}""".Trim('{', '}'));
        properties.Add("""{"usage":{"prompt_tokens":1,"completion_tokens":2,"cost":3}}"""[1..^1]);
        AddOthers();
        return (random.Space() + "{" + string.Join(",", properties) + random.Space(), "}" + random.Space(), has);
    }
}
