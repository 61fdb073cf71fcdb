using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>How Langfuse's JSON is written: camel case, times with milliseconds and Z, nothing escaped but what must be.</summary>
internal static class LangfuseJson
{
    /// <summary>Options for one source-generated context, which makes them its own.</summary>
    public static JsonSerializerOptions NewOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new IsoTimeConverter() },
        MaxDepth = 1_000,
        RespectNullableAnnotations = true,
    };
}
