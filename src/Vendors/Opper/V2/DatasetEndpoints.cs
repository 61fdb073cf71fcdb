using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Vendors.Opper.Functions;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V2;

/// <summary><c>/v2/datasets</c>: entries, and those that are like a question.</summary>
internal sealed class DatasetEndpoints(EntryBook entries, ExampleBook examples, OpperBodies bodies)
{
    private const int NearestDefault = 5;
    private const int NearestMax = 100;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v2/datasets/{dataset}", CreateAsync);
        routes.MapGet("/v2/datasets/{dataset}/entries", ListAsync);
        routes.MapPost("/v2/datasets/{dataset}/entries/query", QueryAsync);
        routes.MapGet("/v2/datasets/{dataset}/entries/{id}", GetAsync);
        routes.MapPatch("/v2/datasets/{dataset}/entries/{id}", ChangeAsync);
        routes.MapDelete("/v2/datasets/{dataset}/entries/{id}", RemoveAsync);
    }

    private async Task<IResult> CreateAsync(HttpContext context, string dataset, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        if (fault is not null)
        {
            return fault;
        }

        var project = context.Caller().Project;
        if (!await entries.HasAsync(project, dataset, stop))
        {
            return Answers.NotFound(context, "dataset", dataset);
        }

        return await entries.SaveAsync(project, dataset, fields, null, stop) is { } item ? Answers.Ok(ExampleBook.ToEntry(item)) : Answers.Invalid(context, fields.Fault);
    }

    private async Task<IResult> ListAsync(HttpContext context, string dataset, CancellationToken stop)
    {
        if (!Window.TryRead(context, out var window, out var fault))
        {
            return fault!;
        }

        var project = context.Caller().Project;
        if (!await entries.HasAsync(project, dataset, stop))
        {
            return Answers.NotFound(context, "dataset", dataset);
        }

        var page = await entries.ListAsync(project, dataset, window, stop);
        return Answers.Page(page.Items.Select(ExampleBook.ToEntry), page.Total);
    }

    private async Task<IResult> QueryAsync(HttpContext context, string dataset, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var query = context.Request.Query["query"].ToString() is { Length: > 0 } asked ? asked : fields.Text("query");
        var limit = NearestDefault;
        if (context.Request.Query["limit"].ToString() is { Length: > 0 } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > NearestMax))
        {
            fields.Blame<string>($"'limit' must be a whole number from 1 to {NearestMax}.");
        }

        if (query is null)
        {
            fields.Blame<string>("'query' is missing: what the entries shall be like.");
        }

        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        var project = context.Caller().Project;
        return await entries.HasAsync(project, dataset, stop)
            ? Answers.Ok(new JsonArray([.. (await examples.NearestAsync(project, dataset, query!, limit, stop)).Select(ExampleBook.ToEntry)]))
            : Answers.NotFound(context, "dataset", dataset);
    }

    private async Task<IResult> GetAsync(HttpContext context, string dataset, string id, CancellationToken stop) =>
        await entries.FindAsync(context.Caller().Project, dataset, id, stop) is { } item ? Answers.Ok(ExampleBook.ToEntry(item)) : Answers.NotFound(context, "entry", id);

    private async Task<IResult> ChangeAsync(HttpContext context, string dataset, string id, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        if (fault is not null)
        {
            return fault;
        }

        var project = context.Caller().Project;
        return await entries.FindAsync(project, dataset, id, stop) is not { } known ? Answers.NotFound(context, "entry", id)
            : await entries.SaveAsync(project, dataset, fields, known, stop) is { } item ? Answers.Ok(ExampleBook.ToEntry(item))
            : Answers.Invalid(context, fields.Fault);
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string dataset, string id, CancellationToken stop)
    {
        var project = context.Caller().Project;
        return await entries.FindAsync(project, dataset, id, stop) is not null && await entries.RemoveAsync(project, id, stop) ? Answers.Gone() : Answers.NotFound(context, "entry", id);
    }
}
