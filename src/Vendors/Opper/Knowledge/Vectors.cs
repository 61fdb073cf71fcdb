using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tracehouse.Vendors.Opper.Calls;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Knowledge;

/// <summary>Has an embedding model of the gateway say where texts lie among meanings.</summary>
internal sealed class Vectors(GatewayClient gateway, IOptions<OpperOptions> options)
{
    private const int AtOnce = 64;

    /// <summary>A vector for each text, or null and what went wrong.</summary>
    public async Task<(IReadOnlyList<IReadOnlyList<float>>? Vectors, string Fault)> OfAsync(HttpContext context, string model, IReadOnlyList<string> texts, CallPlace? place, CancellationToken stop)
    {
        var all = new List<IReadOnlyList<float>>();
        foreach (var some in texts.Chunk(AtOnce))
        {
            var body = new JsonObject { ["model"] = model, ["input"] = new JsonArray([.. some.Select(text => (JsonNode)text)]) };
            using var response = await gateway.SendAsync(context, "/v1/embeddings", body, place, stop);
            var answer = await GatewayAnswer.ReadAsync(response, options.Value.AnswerBytesMax, stop);
            var data = new Fields(answer.Body).Any("data");
            if (!response.IsSuccessStatusCode || data.ValueKind != JsonValueKind.Array || data.GetArrayLength() != some.Length)
            {
                return (null, $"The embedding model {model} gave no vectors: {answer.Error}");
            }

            all.AddRange(data.EnumerateArray().Select(one => (IReadOnlyList<float>)[.. new Fields(one).Any("embedding") is { ValueKind: JsonValueKind.Array } vector ? vector.EnumerateArray().Select(number => number.GetSingle()) : []]));
        }

        return (all, "");
    }
}
