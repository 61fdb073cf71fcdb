using System.Text.Json;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.Otlp.Decoding;

/// <summary>Reads the requests of OTLP's three services from JSON (opentelemetry.io, "OTLP/HTTP", section "JSON Protobuf Encoding").</summary>
internal sealed class JsonDecoder(DecodeLimits limits, DateTimeOffset arrival, IIncomingItems items)
{
    private static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };
    private static readonly JsonFieldNames RequestFields = new(("resourceSpans", 1), ("resourceLogs", 1));
    private static readonly JsonFieldNames ResourceGroupFields = new(("resource", 1), ("scopeSpans", 2), ("scopeLogs", 2));
    private static readonly JsonFieldNames ScopeGroupFields = new(("scope", 1), ("spans", 2), ("logRecords", 2));
    private static readonly JsonFieldNames ResourceFields = new(("attributes", 1));
    private static readonly JsonFieldNames ScopeFields = new(("name", 1), ("version", 2), ("attributes", 3));

    private readonly JsonItems _read = new(limits, arrival, items);

    /// <summary>Hands on what is in the body. False, with nothing handed on, when it is no JSON object.</summary>
    public bool TryDecode(OtlpSignal signal, ReadOnlySpan<byte> body)
    {
        if (!IsObject(body))
        {
            return false;
        }

        var json = new Utf8JsonReader(body, AnyDepth);
        json.Read();
        while (signal != OtlpSignal.Metrics && RequestFields.Next(ref json, out var field))
        {
            while (field == 1 && JsonList.Next(ref json))
            {
                ReadResourceGroup(ref json, signal);
            }

            JsonList.SkipOther(ref json);
        }

        return true;
    }

    /// <summary>Reads to the end once, so that nothing is handed on of what breaks off later.</summary>
    private static bool IsObject(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = new Utf8JsonReader(body, AnyDepth);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (json.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void ReadResourceGroup(ref Utf8JsonReader json, OtlpSignal signal)
    {
        IncomingAttributes? resource = null;
        while (ResourceGroupFields.Next(ref json, out var field))
        {
            if (field == 1)
            {
                resource = ReadResource(ref json);
            }
            else if (field == 2)
            {
                resource ??= ResourceAhead(json);
                while (JsonList.Next(ref json))
                {
                    ReadScopeGroup(ref json, signal, resource);
                }
            }

            JsonList.SkipOther(ref json);
        }
    }

    private void ReadScopeGroup(ref Utf8JsonReader json, OtlpSignal signal, IncomingAttributes resource)
    {
        IncomingScope? scope = null;
        while (ScopeGroupFields.Next(ref json, out var field))
        {
            if (field == 1)
            {
                scope = ReadScope(ref json);
            }
            else if (field == 2)
            {
                scope ??= ScopeAhead(json);
                while (JsonList.Next(ref json))
                {
                    _read.Read(ref json, signal, scope, resource);
                }
            }

            JsonList.SkipOther(ref json);
        }
    }

    /// <summary>Looks for the resource behind what belongs to it, on a copy of the reader.</summary>
    private IncomingAttributes ResourceAhead(Utf8JsonReader json)
    {
        json.Skip();
        while (ResourceGroupFields.Next(ref json, out var field))
        {
            if (field == 1)
            {
                return ReadResource(ref json);
            }

            json.Skip();
        }

        return IncomingAttributes.None;
    }

    private IncomingScope ScopeAhead(Utf8JsonReader json)
    {
        json.Skip();
        while (ScopeGroupFields.Next(ref json, out var field))
        {
            if (field == 1)
            {
                return ReadScope(ref json);
            }

            json.Skip();
        }

        return IncomingScope.Unknown;
    }

    private IncomingAttributes ReadResource(ref Utf8JsonReader json)
    {
        var attributes = IncomingAttributes.None;
        var isObject = JsonFieldNames.Enter(ref json);
        while (isObject && ResourceFields.Next(ref json, out var field))
        {
            if (field == 1)
            {
                attributes = JsonValues.ReadAttributes(ref json, new ItemReading(limits));
            }
            else
            {
                json.Skip();
            }
        }

        return attributes;
    }

    private IncomingScope ReadScope(ref Utf8JsonReader json)
    {
        var scope = IncomingScope.Unknown;
        var isObject = JsonFieldNames.Enter(ref json);
        while (isObject && ScopeFields.Next(ref json, out var field))
        {
            switch (field)
            {
                case 1: scope = scope with { Name = JsonText.Name(ref json) }; break;
                case 2: scope = scope with { Version = JsonText.Name(ref json) }; break;
                case 3: scope = scope with { Attributes = JsonValues.ReadAttributes(ref json, new ItemReading(limits)) }; break;
                default: json.Skip(); break;
            }
        }

        return scope;
    }
}
