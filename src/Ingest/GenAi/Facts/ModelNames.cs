using Tracehouse.Ingest.GenAi.Fields;
using Tracehouse.Ingest.GenAi.Messages;
using Tracehouse.Ingest.GenAi.Words;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Facts;

/// <summary>Which model was asked, which answered, and who ran it.</summary>
/// <param name="Asked">The model as the caller named it.</param>
/// <param name="Answered">The model that answered.</param>
/// <param name="Provider">Who ran it.</param>
internal sealed record ModelNames(string Asked, string Answered, string Provider)
{
    private const string ResponseModelKey = "llm.model_name";

    public static ModelNames Read(SpanDraft draft, SpanKind kind)
    {
        var (keyProvider, keyModel) = FromKey(draft, kind);
        var asked = ReadAsked(draft) ?? keyModel ?? "";
        var answered = draft.Take(Field.ModelAnswered) ?? asked;
        asked = asked.Length > 0 ? asked : answered;
        var provider = draft.Take(Field.Provider) is { } name ? ProviderNames.Canonical(name) : null;
        return new ModelNames(asked, answered, provider ?? keyProvider ?? ProviderNames.OfModel(answered) ?? "");
    }

    /// <summary>OpenInference names the model that answered; the one asked for is only among the parameters.</summary>
    private static string? ReadAsked(SpanDraft draft)
    {
        var named = draft.Take(Field.ModelAsked);
        if ((named is null || draft.KeyOf(Field.ModelAsked) == ResponseModelKey) && draft.Has(Field.ParameterMap))
        {
            using var parameters = JsonText.Parse(draft.Value(Field.ParameterMap));
            return parameters is not null && JsonText.FirstText(parameters.RootElement, "model", "model_name") is { } model ? model : named;
        }

        return named;
    }

    /// <summary>Genkit names a model as "provider/model".</summary>
    private static (string? Provider, string? Model) FromKey(SpanDraft draft, SpanKind kind)
    {
        if (kind is not (SpanKind.Generation or SpanKind.Embedding) || draft.Read(Field.ModelKey) is not { } key)
        {
            return (null, null);
        }

        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (null, key) : (ProviderNames.Canonical(key[..slash]), key[(slash + 1)..]);
    }
}
