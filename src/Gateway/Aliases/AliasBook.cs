using Tracehouse.Gateway.Resilience;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Aliases;

/// <summary>Shows the aliases to people and programs.</summary>
internal sealed class AliasBook(AliasTable table) : IAliasBook
{
    public IReadOnlyList<ListedAlias> All(ProjectId project) => [.. table.All(project).Select(Show)];

    /// <summary>Null when the project has no such alias.</summary>
    public ListedAlias? Find(ProjectId project, string name) => table.Find(project, name) is { } alias ? Show(alias) : null;

    private ListedAlias Show(Alias alias) =>
        new(alias.Name, table.IsFixed(alias.Name), alias.Options.Strategy, new Utf8Text(AliasJson.Write(alias.Options)), [.. alias.Targets.Select(Show)]);

    private static ListedTarget Show(AliasTarget target) => new(target.Model, NameOf(target.Health.Circuit))
    {
        AnswerTime = ToTime(target.Health.Whole),
        FirstContentTime = ToTime(target.Health.Streamed),
        FailureShare = target.Health.FailureShare,
    };

    private static TimeSpan? ToTime(AnswerTime time) => time.Milliseconds is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;

    private static string NameOf(CircuitState state) => state switch
    {
        CircuitState.Closed => "closed",
        CircuitState.Open => "open",
        _ => "half_open",
    };
}
