using Tracehouse.Query.Scores;
using Tracehouse.Query.Trees;

namespace Tracehouse.Query.Traces;

/// <summary>A trace, as whoever opens it sees it.</summary>
/// <param name="Root">Its root, or the first span at hand, with what was said in it.</param>
/// <param name="Summary">What its line in lists says; null while it has none.</param>
/// <param name="Tree">All spans.</param>
/// <param name="Scores">How it and its spans were judged.</param>
internal sealed record WholeTrace(TraceDetail Root, TraceSummary? Summary, TraceTree Tree, IReadOnlyList<ScoreLine> Scores);
