using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Resilience;
using Tracehouse.Gateway.Routing;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Aliases;

/// <summary>
/// All aliases: those of the settings, which are for every project and fixed, and those that were saved, each for its project. Saved ones are read
/// again after every change, by whichever server, and replaced all at once; how their targets fared is kept.
/// </summary>
internal sealed partial class AliasTable
{
    /// <summary>The kind of their documents.</summary>
    public const string Kind = "alias";

    private readonly IDocuments _documents;
    private readonly ProviderTable _providers;
    private readonly TimeProvider _time;
    private readonly ILogger<AliasTable> _logger;
    private readonly FrozenDictionary<string, Alias> _fixed;
    private readonly Lock _reading = new();
    private FrozenDictionary<string, FrozenDictionary<string, Alias>> _saved = FrozenDictionary<string, FrozenDictionary<string, Alias>>.Empty;

    public AliasTable(IOptions<AliasesOptions> options, IDocuments documents, ProviderTable providers, TimeProvider time, ILogger<AliasTable> logger)
    {
        (_documents, _providers, _time, _logger) = (documents, providers, time, logger);
        _fixed = ByName(options.Value.Select(alias => Create(alias.Key.ToLowerInvariant(), alias.Value, before: null)));
        documents.OnChange(Kind, Read);
        Read();
    }

    /// <summary>Null when the project has no such alias.</summary>
    public Alias? Find(ProjectId project, string name) =>
        _fixed.TryGetValue(name, out var alias) || (_saved.TryGetValue(project.Value, out var own) && own.TryGetValue(name, out alias)) ? alias : null;

    /// <summary>Whether the alias is written in the settings, and so cannot be changed here.</summary>
    public bool IsFixed(string name) => _fixed.ContainsKey(name);

    /// <summary>Those of one project, by name.</summary>
    public IEnumerable<Alias> All(ProjectId project)
    {
        var own = _saved.TryGetValue(project.Value, out var saved) ? saved.Values.Where(alias => !_fixed.ContainsKey(alias.Name)) : [];
        return _fixed.Values.Concat(own).OrderBy(alias => alias.Name, StringComparer.Ordinal);
    }

    /// <summary>All that is wrong with an alias; nothing when it can be used.</summary>
    public IReadOnlyList<AliasFault> Check(AliasOptions alias) => AliasRules.Check(alias, provider => _providers.Find(provider) is not null);

    private void Read()
    {
        lock (_reading)
        {
            var before = _saved;
            var projects = from document in _documents.All(Kind)
                           where !document.Json.IsEmpty
                           group document by document.Project.Value;
            _saved = projects.ToFrozenDictionary(
                project => project.Key,
                project => ByName(project.Select(document => Read(document, before.GetValueOrDefault(project.Key)?.GetValueOrDefault(document.Id))).OfType<Alias>()));
        }
    }

    /// <summary>Null for one that this server cannot use, such as one that leads to a provider it does not know.</summary>
    private Alias? Read(Document document, Alias? before)
    {
        var (options, fault) = AliasJson.Read(document.Json.Bytes.Span);
        var problem = fault ?? (options is null ? null : Check(options).FirstOrDefault());
        if (options is not null && problem is null)
        {
            return Create(document.Id, options, before);
        }

        LogUnusable(_logger, document.Id, document.Project, AliasJson.Describe(problem!));
        return null;
    }

    private Alias Create(string name, AliasOptions options, Alias? before)
    {
        var known = before?.Targets.DistinctBy(target => target.Model).ToDictionary(target => target.Model, target => target.Health) ?? [];
        return new Alias(name, options, model => known.TryGetValue(model, out var health) ? health : known[model] = new TargetHealth(_time));
    }

    private static FrozenDictionary<string, Alias> ByName(IEnumerable<Alias> aliases) => aliases.ToFrozenDictionary(alias => alias.Name, StringComparer.OrdinalIgnoreCase);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The saved alias {Name} of project {Project} cannot be used: {Problem}")]
    private static partial void LogUnusable(ILogger logger, string name, ProjectId project, string problem);
}
