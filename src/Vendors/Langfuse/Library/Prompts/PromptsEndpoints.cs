using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Tracehouse.Query.Http;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Library.Shelves;

namespace Tracehouse.Vendors.Langfuse.Library.Prompts;

/// <summary><c>v2/prompts</c>: versions and labels, prompts made of prompts, and an ETag for each answer.</summary>
internal sealed class PromptsEndpoints(PromptBook book, IOptions<PromptOptions> options)
{
    private const string UsualLabel = "production";
    private const int UsualPage = 10;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v2/prompts", ListAsync);
        routes.MapPost("/v2/prompts", AddAsync);
        routes.MapGet("/v2/prompts/{name}", GetAsync);
        routes.MapDelete("/v2/prompts/{name}", RemoveAsync);
        routes.MapPatch("/v2/prompts/{name}/versions/{version}", LabelAsync);
    }

    private async Task<IResult> AddAsync(HttpContext context, CancellationToken stop)
    {
        var (request, fault) = await LangfuseBody.ReadAsync(context, PromptJson.Readable.PromptRequest);
        if (request is null || (fault = request.FindFault()) is not null)
        {
            return fault!;
        }

        var project = context.Caller().Project;
        var parts = new PromptComposition(book, project, options.Value);
        await parts.FillAsync(request.Prompt, new PromptNode("new", request.Name!, 0), stop);
        return parts.Fault.Length > 0 ? Refuse.Invalid(parts.Fault)
            : await book.AddAsync(project, request, stop) is { } added ? Results.Json(PromptBody.From(added), PromptJson.Readable.PromptBody, statusCode: StatusCodes.Status201Created)
            : Refuse.Invalid("Previous versions have different prompt type. Create a new prompt with a different name.");
    }

    private async Task<IResult> GetAsync(HttpContext context, string name, CancellationToken stop)
    {
        var query = context.Request.Query;
        if (!TryVersion(query["version"], out var version, out var fault))
        {
            return fault;
        }

        if (version is not null && query["label"].Count > 0)
        {
            return Refuse.Invalid("Give either 'version' or 'label', not both.");
        }

        var project = context.Caller().Project;
        var label = query["label"].ToString() is { Length: > 0 } given ? given : UsualLabel;
        if (await book.FindAsync(project, Paths.Names(name), version, label, stop) is not { } found)
        {
            var which = version is null ? $"label '{label}'" : string.Create(CultureInfo.InvariantCulture, $"version {version}");
            return Refuse.NotFound($"Prompt not found: '{Paths.Names(name)[^1]}' with {which}");
        }

        return await AnswerAsync(context, found, !string.Equals(query["resolve"], "false", StringComparison.OrdinalIgnoreCase), stop);
    }

    /// <summary>Clients that keep an answer ask with its ETag, and are told when it is still the same.</summary>
    private async Task<IResult> AnswerAsync(HttpContext context, FoundPrompt found, bool isFilled, CancellationToken stop)
    {
        var body = PromptBody.From(found);
        if (isFilled)
        {
            var parts = new PromptComposition(book, found.Head.Entity.Project, options.Value);
            var root = new PromptNode(body.Id, body.Name, body.Version);
            body = body with { Prompt = await parts.FillAsync(body.Prompt, root, stop), ResolutionGraph = parts.Graph(root) };
            if (parts.Fault.Length > 0)
            {
                return Refuse.Invalid(parts.Fault);
            }
        }

        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, PromptJson.Readable.PromptBody);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"";
        context.Response.Headers.ETag = tag;
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Tag.Equals(tag, StringComparison.Ordinal))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(bytes, "application/json; charset=utf-8");
    }

    private async Task<IResult> LabelAsync(HttpContext context, string name, string version, CancellationToken stop)
    {
        if (!TryVersion(version, out var number, out var fault))
        {
            return fault;
        }

        var (request, unread) = await LangfuseBody.ReadAsync(context, PromptJson.Readable.LabelsRequest);
        if (request is null)
        {
            return unread!;
        }

        if (request.NewLabels is not { } labels)
        {
            return Refuse.InvalidField("newLabels", "'newLabels' is missing: the labels to put on this version.");
        }

        if ((PromptRequest.FindLabelFault(labels, "newLabels") ?? (labels.Contains(PromptHead.Latest) ? Refuse.InvalidField("newLabels", "The newest version has the label 'latest' by itself.") : null)) is { } wrong)
        {
            return wrong;
        }

        var project = context.Caller().Project;
        return await book.FindHeadAsync(project, Paths.Names(name), stop) is { } head && await book.LabelAsync(project, head.Entity.Name, number!.Value, labels, stop) is { } found
            ? Results.Json(PromptBody.From(found), PromptJson.Readable.PromptBody)
            : Refuse.NotFound($"Prompt not found: '{Paths.Names(name)[^1]}' with version {version}");
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string name, CancellationToken stop)
    {
        var query = context.Request.Query;
        if (!TryVersion(query["version"], out var version, out var fault))
        {
            return fault;
        }

        var project = context.Caller().Project;
        var label = query["label"].ToString() is { Length: > 0 } given ? given : null;
        return await book.FindHeadAsync(project, Paths.Names(name), stop) is { } head && await book.RemoveAsync(project, head.Entity.Name, version, label, stop)
            ? Results.NoContent()
            : Refuse.NotFound($"Prompt not found: '{Paths.Names(name)[^1]}'");
    }

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken stop)
    {
        var query = context.Request.Query;
        if (!PageRequest.TryParse(query, out var page, out var fault, UsualPage) || !PageRequest.TryTime(query, "fromUpdatedAt", out var from, out fault) || !PageRequest.TryTime(query, "toUpdatedAt", out var to, out fault))
        {
            return fault;
        }

        var (name, label, tag) = (query["name"].ToString(), query["label"].ToString(), query["tag"].ToString());
        if (name.Length + label.Length + tag.Length == 0 && from is null && to is null)
        {
            var some = await book.ListAsync(context.Caller().Project, page.Offset, page.Limit, stop);
            return Answer(some.Items, page.Meta(some.Total));
        }

        var all = (await book.AllAsync(context.Caller().Project, name.Length > 0 ? name : null, stop))
            .Where(head => label.Length == 0 || head.Value.Labels.ContainsKey(label))
            .Where(head => tag.Length == 0 || head.Value.Tags.Contains(tag))
            .Where(head => (from is null || head.Entity.ChangedAt >= from) && (to is null || head.Entity.ChangedAt < to)).ToList();
        return Answer([.. all.Skip(page.Offset).Take(page.Limit)], page.Meta(all.Count));
    }

    private static IResult Answer(IReadOnlyList<Kept<PromptHead>> heads, PageMeta meta) =>
        Results.Json(new PromptList([.. heads.Select(Meta)], meta, meta), PromptJson.Readable.PromptList);

    private static PromptMeta Meta(Kept<PromptHead> head) => new(
        head.Entity.Name, head.Value.Type, head.Value.Versions, [.. head.Value.Labels.Keys.Order(StringComparer.Ordinal)], head.Value.Tags, head.Entity.ChangedAt,
        head.Value.LastConfig ?? PromptJson.EmptyConfig);

    private static bool TryVersion(string? text, out int? version, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out IResult? fault)
    {
        (version, fault) = (null, null);
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            version = number;
            return true;
        }

        fault = Refuse.InvalidField("version", $"'version' is '{text}'; it must be a whole number from 1.");
        return false;
    }
}
