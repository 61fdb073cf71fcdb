using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Tracehouse.Query.Http;
using Tracehouse.Ui.Conversations;
using Tracehouse.Ui.Settings;

namespace Tracehouse.Ui.Traces;

/// <summary>
/// <c>GET /traces</c>, the same with a trace in its drawer, and <c>GET /ui/traces/{id}/text/{number}</c>. One address means one thing;
/// our own script asks for a part of it with the header <c>Tracehouse-Part</c>, so that it need not fetch what it has.
/// </summary>
internal static class BrowseEndpoints
{
    private const string PartHeader = "Tracehouse-Part";

    public static void MapBrowse(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/traces", ShowAsync);
        routes.MapGet("/ui/traces/{id}/text/{number:int}", TextAsync);
    }

    /// <summary>The list, with a trace in the drawer beside it when one is named.</summary>
    public static async Task<IResult> ShowAsync(
        HttpContext context, BrowseQuestions questions, IOptions<UiOptions> options, CancellationToken abort, string id = "")
    {
        id = Unescape(id);
        var project = context.Caller().Project;
        var isValid = BrowseAddress.TryParse(context.Request.Query, out var address, out var fault);
        var part = context.Request.Headers[PartHeader].ToString();
        var list = part == "drawer" ? null : isValid ? questions.ListAsync(project, address, id, abort) : Task.FromResult(questions.Refuse(project, fault) with { OpenId = id });
        var drawer = part == "list" ? null : id.Length > 0 ? questions.GetAsync(project, address, id, abort) : Task.FromResult(new DrawerModel { Address = address });
        var listModel = list is null ? null : await list;
        var drawerModel = drawer is null ? null : await drawer;

        var parameters = new Dictionary<string, object?>();
        if (listModel is not null)
        {
            parameters[nameof(BrowsePage.List)] = listModel;
            parameters[nameof(BrowsePage.GatewayUrl)] = options.Value.GatewayUrl.TrimEnd('/');
        }

        if (drawerModel is not null)
        {
            parameters[nameof(BrowsePage.Drawer)] = drawerModel;
        }

        var status = StatusOf(listModel, drawerModel);
        return part switch
        {
            "list" => Render<BrowseList>(parameters, status),
            "drawer" => Render<TraceDrawer>(parameters, status),
            "main" => Render<BrowseMain>(parameters, status),
            _ => Render<BrowsePage>(parameters, status),
        };
    }

    /// <summary>Whether our own script asks for a part of the page.</summary>
    public static bool IsPart(HttpRequest request) => request.Headers.ContainsKey(PartHeader);

    private static async Task<IResult> TextAsync(HttpContext context, string id, int number, BrowseQuestions questions, CancellationToken abort)
    {
        var model = await questions.GetAsync(context.Caller().Project, BrowseAddress.Empty, Unescape(id), abort);
        if (model.Outage.Length > 0)
        {
            return Results.Text(model.Outage, statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var text = model.Trace is { } trace ? Conversation.Whole(trace).TextOf(number) : null;
        return text is null ? Results.NotFound() : Results.Text(text);
    }

    private static int StatusOf(ListModel? list, DrawerModel? drawer)
    {
        if (list?.Fault.Length > 0)
        {
            return StatusCodes.Status400BadRequest;
        }

        if (list?.Outage.Length > 0 || drawer?.Outage.Length > 0)
        {
            return StatusCodes.Status503ServiceUnavailable;
        }

        return drawer is { Id.Length: > 0, Trace: null } ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
    }

    private static RazorComponentResult<T> Render<T>(Dictionary<string, object?> parameters, int status)
        where T : IComponent => new(parameters) { StatusCode = status, PreventStreamingRendering = true };

    // Routing leaves an escaped slash as it is, for it cannot tell it from one that separates.
    public static string Unescape(string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
