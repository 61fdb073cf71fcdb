using System.Text.Json;
using Tracehouse.Ingest.Otlp.Transport;

namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>The JSON of a request, in rented memory that is given back with it: nothing of it may be kept beyond that.</summary>
internal sealed class LangfuseDocument(JsonDocument json, RequestBytes bytes) : IDisposable
{
    public JsonElement Root => json.RootElement;

    public void Dispose()
    {
        json.Dispose();
        bytes.Dispose();
    }
}
