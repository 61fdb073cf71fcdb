using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Tracehouse.Ui.Groups;

/// <summary>A page of sessions or users as an answer.</summary>
internal static class GroupResult
{
    public static RazorComponentResult<T> Of<T>(GroupModel model)
        where T : IComponent => new(new Dictionary<string, object?> { ["Model"] = model })
        {
            PreventStreamingRendering = true,
            StatusCode = model.Outage.Length > 0 ? StatusCodes.Status503ServiceUnavailable
                : model is { Id.Length: > 0, Group: null } ? StatusCodes.Status404NotFound : StatusCodes.Status200OK,
        };

    // Routing leaves an escaped slash as it is, for it cannot tell it from one that separates.
    public static string Unescape(string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
