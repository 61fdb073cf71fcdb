using Tracehouse.Query.Traces;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Library.Models;
using Tracehouse.Vendors.Langfuse.Library.Prompts;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>Which prompt and which model's prices the spans of an answer are about.</summary>
internal sealed class ObservationLinks(IProjectModels models, IPriceBook prices, PromptBook prompts)
{
    /// <summary>Finds all prompts of some spans at once; then answers for each of them.</summary>
    public async Task<Func<TraceDetail, ObservationLink>> OfAsync(ProjectId project, IEnumerable<TraceDetail> spans, CancellationToken stop)
    {
        var named = spans.Where(span => span.PromptName.Length > 0).Select(span => (span.PromptName, Version: ObservationTranslation.PromptVersion(span)))
            .Where(prompt => prompt.Version is not null).Select(prompt => (prompt.PromptName, prompt.Version!.Value)).Distinct().ToList();
        var found = named.Count == 0 ? new Dictionary<(string, int), string>() : await prompts.IdsAsync(project, named, stop);
        return span => new ObservationLink(
            ObservationTranslation.PromptVersion(span) is { } version ? found.GetValueOrDefault((span.PromptName, version)) : null, ModelOf(project, span));
    }

    /// <summary>The project's own model goes first, as it does when a call is priced.</summary>
    private ModelBody? ModelOf(ProjectId project, TraceDetail span)
    {
        var names = new[] { span.Model, span.ModelAsked }.Where(name => name.Length > 0).Distinct().ToList();
        return names.Select(name => models.Find(project, name, span.StartTime)).FirstOrDefault(model => model is not null) is { } own ? ModelView.From(own)
            : span.Provider.Length > 0 && names.Select(name => prices.Find(span.Provider, name, span.StartTime)).FirstOrDefault(price => price is not null) is { } listed ? ModelView.From(listed)
            : null;
    }
}
