using System.Net;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing.Otlp;
using Xunit;

namespace Tracehouse.EndToEnd.Ingest;

/// <summary>A span is there when its answer is, every time, whatever carried it.</summary>
public sealed class ReadAfterAnswerTests(SharedServer shared)
{
    private const int Rounds = 1000;
    private const int Senders = 64;

    [Theory]
    [InlineData("protobuf")]
    [InlineData("json")]
    [InlineData("grpc")]
    public async Task A_span_is_there_when_its_answer_is(string transport)
    {
        var server = shared.Server;
        await Parallel.ForAsync(0, Rounds, new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (round, _) =>
        {
            var trace = Guid.NewGuid().ToString("N");
            await SendAsync(server, transport, trace);
            var (status, span) = await server.GetAsync($"v1/traces/{trace}-b7ad6b7169203331");
            Assert.True(status == HttpStatusCode.OK, $"{transport}, round {round}: {status}");
            Assert.Equal("span", span.GetProperty("name").GetString());
        });
    }

    private static async Task SendAsync(ServerProcess server, string transport, string trace)
    {
        var message = OneSpan.Request(span => span.Bytes(1, Convert.FromHexString(trace)).Bytes(2, Convert.FromHexString("b7ad6b7169203331")).Text(5, "span"));
        switch (transport)
        {
            case "grpc":
                Assert.Equal(0, (await server.CallAsync(message)).GrpcStatus);
                break;
            case "json":
                var json = $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"{{trace}}","spanId":"b7ad6b7169203331","name":"span"}]}]}]}""";
                Assert.Equal(HttpStatusCode.OK, (await server.PostAsync(System.Text.Encoding.UTF8.GetBytes(json), type: OtlpSender.Json)).Status);
                break;
            default:
                Assert.Equal(HttpStatusCode.OK, (await server.PostAsync(message)).Status);
                break;
        }
    }
}
