using System.Text.Json;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Calls;

/// <summary>A whole answer of the gateway.</summary>
/// <param name="Body">What it said; undefined when that is no JSON.</param>
/// <param name="Content">The text of the first choice; null when there is none.</param>
/// <param name="Error">What went wrong, when something did.</param>
internal sealed record GatewayAnswer(JsonElement Body, string? Content, string Error)
{
    public bool IsCached { get; private init; }

    public string? CostHeader { get; private init; }

    public static async Task<GatewayAnswer> ReadAsync(HttpResponseMessage response, int bytesMax, CancellationToken stop)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(stop);
        using var bytes = new MemoryStream();
        var block = new byte[16 * 1024];
        while (await stream.ReadAsync(block, stop) is > 0 and var read)
        {
            bytes.Write(block, 0, read);
            if (bytes.Length > bytesMax)
            {
                return new GatewayAnswer(default, null, $"The answer is larger than {bytesMax} bytes (Vendors:Opper:AnswerBytesMax).");
            }
        }

        var body = Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
        return new GatewayAnswer(body, ContentOf(body), ErrorOf(body) ?? $"The model answered with status {(int)response.StatusCode}.")
        {
            IsCached = Header(response, "X-OpenTracy-Cache") == "hit",
            CostHeader = Header(response, "X-OpenTracy-Cost-Usd"),
        };
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static JsonElement Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? ContentOf(JsonElement body)
    {
        var choices = new Fields(body).Any("choices");
        if (choices.ValueKind != JsonValueKind.Array || choices.GetArrayLength() == 0)
        {
            return null;
        }

        var content = new Fields(new Fields(choices[0]).Any("message")).Any("content");
        return content.ValueKind == JsonValueKind.String ? content.GetString() : null;
    }

    private static string? ErrorOf(JsonElement body)
    {
        var error = new Fields(body).Any("error");
        return error.ValueKind == JsonValueKind.String ? error.GetString() : new Fields(error).Any("message") is { ValueKind: JsonValueKind.String } message ? message.GetString() : null;
    }
}
