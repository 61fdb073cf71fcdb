using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Tracehouse.Ui.Trees;

/// <summary>What the address of a trace's page says. <c>view</c> tells it from the address of the drawer, which has the same path.</summary>
/// <param name="TraceId">The trace.</param>
public sealed record TraceAddress(string TraceId)
{
    public TraceView View { get; init; }

    /// <summary>The chosen span; empty when none is.</summary>
    public string Span { get; init; } = "";

    public SpanTab Tab { get; init; }

    /// <summary>What is looked for within the trace.</summary>
    public string Search { get; init; } = "";

    /// <summary>The span whose run alone is told; empty for the whole trace.</summary>
    public string Scope { get; init; } = "";

    /// <summary>The first step of the transcript that is shown.</summary>
    public int From { get; init; }

    /// <summary>The address itself.</summary>
    public string Url => $"/traces/{Uri.EscapeDataString(TraceId)}{Query}";

    private string Query
    {
        get
        {
            var query = new StringBuilder("?view=").Append(View == TraceView.Tree ? "tree" : "transcript");
            Add(query, "scope", Scope);
            Add(query, "from", From > 0 ? From.ToString(CultureInfo.InvariantCulture) : "");
            Add(query, "span", Span);
            Add(query, "tab", Tab == SpanTab.Messages || Span.Length == 0 ? "" : NameOf(Tab));
            Add(query, "q", Search);
            return query.ToString();
        }
    }

    /// <summary>Whether a query string asks for the page and not for the drawer.</summary>
    public static bool IsPage(IQueryCollection query) => query["view"].ToString() is "transcript" or "tree";

    public static TraceAddress Parse(string traceId, IQueryCollection query) => new(traceId)
    {
        View = query["view"] == "tree" ? TraceView.Tree : TraceView.Transcript,
        Span = query["span"].ToString(),
        Tab = Enum.TryParse<SpanTab>(query["tab"], ignoreCase: true, out var tab) && Enum.IsDefined(tab) ? tab : SpanTab.Messages,
        Search = query["q"].ToString(),
        Scope = query["scope"].ToString(),
        From = int.TryParse(query["from"], NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from : 0,
    };

    /// <summary>A tab as it stands in the address.</summary>
    public static string NameOf(SpanTab tab) => tab.ToString().ToLowerInvariant();

    private static void Add(StringBuilder query, string name, string value)
    {
        if (value.Length > 0)
        {
            query.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }
}
