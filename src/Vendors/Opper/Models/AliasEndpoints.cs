using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Opper.Calls;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Models;

/// <summary><c>/v2/models/aliases</c>: the aliases of the gateway, whose ids are their names.</summary>
internal sealed class AliasEndpoints(IAliasBook aliases, GatewayClient gateway, OpperBodies bodies)
{
    private const string Path = "/v2/models/aliases";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, List);
        routes.MapPost(Path, CreateAsync);
        routes.MapGet($"{Path}/by-name/{{name}}", Get);
        routes.MapGet($"{Path}/{{name}}", Get);
        routes.MapPatch($"{Path}/{{name}}", ChangeAsync);
        routes.MapDelete($"{Path}/{{name}}", RemoveAsync);
    }

    private IResult List(HttpContext context)
    {
        if (!Window.TryRead(context, out var window, out var fault))
        {
            return fault!;
        }

        var all = aliases.All(context.Caller().Project);
        return Answers.Page(all.Skip(window.Offset).Take(window.Limit).Select(ToBody), all.Count);
    }

    private IResult Get(HttpContext context, string name) => Find(context, name) is { } alias ? Answers.Ok(ToBody(alias)) : Answers.NotFound(context, "alias", name);

    private async Task<IResult> CreateAsync(HttpContext context, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var (name, models) = (fields.Required("name", "what callers write as the model"), ModelsOf(fields, isRequired: true));
        return fault
            ?? (fields.Fault.Length > 0 ? Answers.Invalid(context, fields.Fault)
            : Find(context, name) is not null ? Answers.Conflict(context, $"There is an alias '{name}' already.")
            : await SaveAsync(context, name, models!, stop));
    }

    private async Task<IResult> ChangeAsync(HttpContext context, string name, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var models = ModelsOf(fields, isRequired: false);
        if (fields.Text("name") is { } other && !other.Equals(name, StringComparison.OrdinalIgnoreCase))
        {
            fields.Blame<string>("'name' cannot be changed; make another alias.");
        }

        return fault
            ?? (fields.Fault.Length > 0 ? Answers.Invalid(context, fields.Fault)
            : Find(context, name) is not { } known ? Answers.NotFound(context, "alias", name)
            : models is null ? Answers.Ok(ToBody(known))
            : await SaveAsync(context, name, models, stop));
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string name, CancellationToken stop)
    {
        if (Find(context, name) is null)
        {
            return Answers.NotFound(context, "alias", name);
        }

        using var response = await gateway.ManageAsync(context, HttpMethod.Delete, $"/v1/aliases/{Uri.EscapeDataString(name)}", null, stop);
        return response.IsSuccessStatusCode ? Answers.Gone() : await RefusedAsync(context, response, stop);
    }

    private async Task<IResult> SaveAsync(HttpContext context, string name, IReadOnlyList<string> models, CancellationToken stop)
    {
        var body = new JsonObject { ["targets"] = new JsonArray([.. models.Select(model => new JsonObject { ["model"] = model })]) };
        using var response = await gateway.ManageAsync(context, HttpMethod.Put, $"/v1/aliases/{Uri.EscapeDataString(name)}", body, stop);
        return !response.IsSuccessStatusCode ? await RefusedAsync(context, response, stop)
            : Find(context, name) is { } saved ? Answers.Ok(ToBody(saved))
            : Answers.NotFound(context, "alias", name);
    }

    private static async Task<IResult> RefusedAsync(HttpContext context, HttpResponseMessage response, CancellationToken stop) =>
        Answers.Fault(context, (int)response.StatusCode, "AliasError", (await GatewayAnswer.ReadAsync(response, 1 << 20, stop)).Error);

    private ListedAlias? Find(HttpContext context, string name) => aliases.All(context.Caller().Project).FirstOrDefault(alias => alias.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyList<string>? ModelsOf(Fields fields, bool isRequired)
    {
        var list = fields.Any("fallback_models");
        return list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0 && list.EnumerateArray().All(model => model.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(model => model.GetString()!)]
            : list.ValueKind == JsonValueKind.Undefined && !isRequired ? null
            : fields.Blame<IReadOnlyList<string>>("'fallback_models' must be a list of models.");
    }

    private static JsonObject ToBody(ListedAlias alias) => new()
    {
        ["id"] = alias.Name, ["name"] = alias.Name, ["fallback_models"] = new JsonArray([.. alias.Targets.Select(target => (JsonNode)target.Model)]), ["description"] = null,
    };
}
