using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Tracehouse.Query.Traces;
using Tracehouse.Ui.Formatting;

namespace Tracehouse.Ui.Traces;

/// <summary>
/// What the browser's address says: the parameters of the REST API by the same names, and two of our own,
/// <c>range</c> (a stretch of time that ends now) and <c>view</c> (the open tab of the drawer).
/// </summary>
public sealed record BrowseAddress
{
    /// <summary>The length of a page when none is asked for.</summary>
    public const int LimitDefault = 50;

    /// <summary>Where the list is.</summary>
    public const string Path = "/traces";

    public static BrowseAddress Empty { get; } = new();

    /// <summary>What stands in the address; <see cref="FilterAt"/> adds what <see cref="Range"/> means.</summary>
    public TraceFilter Filter { get; init; } = TraceFilter.All;

    public TimeRange? Range { get; init; }

    /// <summary>In which order the list comes.</summary>
    public TraceOrder Order { get; init; } = TraceOrder.Newest;

    public int Limit { get; init; } = LimitDefault;

    public long Offset { get; init; }

    public DrawerView View { get; init; }

    /// <summary>Whether anything is left out.</summary>
    public bool IsFiltered => Filter != TraceFilter.All || Range is not null;

    /// <summary>The address of the list.</summary>
    public string ListUrl => Path + Query(withView: false);

    /// <summary>The address of the first page of the list.</summary>
    public string FirstUrl => (this with { Offset = 0 }).ListUrl;

    /// <summary>False when a parameter is unknown, given twice or out of range; then <paramref name="fault"/> says the same as the REST API.</summary>
    public static bool TryParse(IQueryCollection query, out BrowseAddress address, out string fault)
    {
        address = Empty;
        var shared = new Dictionary<string, StringValues>(query);
        shared.Remove("range", out var range);
        shared.Remove("view", out var view);
        if (!TraceRequest.TryParse(new QueryCollection(shared), out var request, out fault))
        {
            return false;
        }

        var length = TimeRange.Find(range.ToString());
        if (length is null && !StringValues.IsNullOrEmpty(range))
        {
            fault = $"Parameter 'range' is '{range}'; it must be one of {string.Join(", ", TimeRange.All.Select(each => each.Name))}.";
            return false;
        }

        if (length is not null && (request.Filter.Since ?? request.Filter.Until) is not null)
        {
            fault = "Parameter 'range' stands beside 'since' or 'until'; give one or the other.";
            return false;
        }

        address = new BrowseAddress
        {
            Filter = request.Filter,
            Range = length,
            Order = request.Order,
            Limit = shared.ContainsKey("limit") ? request.Limit : LimitDefault,
            Offset = request.Offset,
            View = Enum.TryParse<DrawerView>(view, ignoreCase: true, out var tab) && Enum.IsDefined(tab) ? tab : DrawerView.Conversation,
        };
        return true;
    }

    /// <summary>What to ask for, given what time it is.</summary>
    public TraceFilter FilterAt(DateTimeOffset now) => Range is null ? Filter : Filter with { Since = Begin(now - Range.Length, Range.Length) };

    /// <summary>A long range begins at a whole minute, because sums from there on are fast.</summary>
    private static DateTimeOffset Begin(DateTimeOffset time, TimeSpan length) =>
        length < TimeSpan.FromDays(1) ? time : new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    /// <summary>The address of a trace beside this list.</summary>
    public string TraceUrl(string id) => $"{Path}/{Uri.EscapeDataString(id)}{Query(withView: true)}";

    /// <summary>The same for a trace of several spans, whose path alone is the page of the trace.</summary>
    public string TraceUrl(TraceSummary trace) => TraceUrl(trace.RequestId) is var url && trace.ObservationCount > 1 && !url.Contains('?')
        ? $"{url}?view={NameOf(DrawerView.Conversation)}"
        : url;

    /// <summary>The first page in the order of a property; of the one that it is ordered by already, the other way round.</summary>
    public string SortedUrl(string property, bool largestFirst)
    {
        var isDescending = Order.Property == property ? !Order.IsDescending : largestFirst;
        TraceOrder.TryParse("sort", (isDescending ? "-" : "") + property, out var order, out _);
        return (this with { Order = order, Offset = 0 }).ListUrl;
    }

    /// <summary>The trace on a page of its own, with the span chosen when it is only a part.</summary>
    public static string PageUrl(TraceDetail trace) => $"{Path}/{Uri.EscapeDataString(trace.TraceId)}?view=transcript"
        + (trace.ParentSpanId.Length > 0 ? "&span=" + Uri.EscapeDataString(trace.SpanId) : "");

    /// <summary>The first page of what another filter lets through.</summary>
    public BrowseAddress Narrowed(TraceFilter filter) => this with { Filter = filter, Offset = 0 };

    /// <summary>The first page of another time.</summary>
    public BrowseAddress Within(TimeRange? range) => this with { Filter = Filter with { Since = null, Until = null }, Range = range, Offset = 0 };

    /// <summary>The first page of what happened between two times.</summary>
    public BrowseAddress Between(DateTimeOffset? since, DateTimeOffset? until) =>
        this with { Filter = Filter with { Since = since, Until = until }, Range = null, Offset = 0 };

    /// <summary>Every parameter that is not as usual, in a fixed order.</summary>
    public IEnumerable<(string Name, string Value)> Parameters(bool withView)
    {
        yield return ("search", Filter.Search);
        yield return ("model", Filter.Model);
        yield return ("provider", Filter.Provider);
        yield return ("status", Filter.Status);
        yield return ("routing_alias", Filter.RoutingAlias);
        yield return ("source", Filter.Source);
        yield return ("tenant_id", Filter.TenantId);
        foreach (var condition in Filter.Others)
        {
            yield return (condition.Name, condition.Value);
        }

        yield return ("range", Range?.Name ?? "");
        yield return ("since", Filter.Since is { } since ? Moment.Iso(since) : "");
        yield return ("until", Filter.Until is { } until ? Moment.Iso(until) : "");
        yield return ("sort", Order == TraceOrder.Newest ? "" : Order.Text);
        yield return ("limit", Limit == LimitDefault ? "" : Limit.ToString(CultureInfo.InvariantCulture));
        yield return ("offset", Offset == 0 ? "" : Offset.ToString(CultureInfo.InvariantCulture));
        yield return ("view", withView && View != DrawerView.Conversation ? NameOf(View) : "");
    }

    /// <summary>A tab as it stands in the address.</summary>
    public static string NameOf(DrawerView view) => view.ToString().ToLowerInvariant();

    private string Query(bool withView)
    {
        var query = new StringBuilder();
        foreach (var (name, value) in Parameters(withView))
        {
            if (value.Length > 0)
            {
                query.Append(query.Length == 0 ? '?' : '&').Append(Escape(name)).Append('=').Append(Escape(value));
            }
        }

        return query.ToString();
    }

    // A query string may hold colons and slashes as they are, and people read addresses.
    private static string Escape(string value) => Uri.EscapeDataString(value).Replace("%3A", ":", StringComparison.Ordinal).Replace("%2F", "/", StringComparison.Ordinal);
}
