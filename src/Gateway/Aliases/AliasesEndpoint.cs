using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Resilience;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Aliases;

/// <summary>
/// <c>GET /v1/aliases</c>, and <c>GET</c>, <c>PUT</c> and <c>DELETE /v1/aliases/{name}</c>. Who calls has been asked before; only an admin changes anything.
/// A change counts from the next call on, and is durable when it is answered.
/// </summary>
internal sealed class AliasesEndpoint(AliasTable table, AliasBook book, IDocuments documents, IOptions<ResilienceOptions> options)
{
    private const int BodyBytesMax = 64 * 1024;
    private const string RetryAfterSeconds = "2";

    public async Task AnswerAsync(HttpContext context)
    {
        using var body = new PooledBytes();
        var caller = context.Features.Get<Caller>();
        var name = (context.Request.RouteValues["name"] as string ?? "").ToLowerInvariant();
        var isChange = !HttpMethods.IsGet(context.Request.Method);
        try
        {
            context.Response.StatusCode = caller is null || (isChange && caller.Role != KeyRole.Admin)
                ? Fault(body, StatusCodes.Status403Forbidden, "forbidden", "To change an alias takes a key with the role admin.")
                : await DecideAsync(context, caller.Project, name, body);
        }
        catch (StoreUnavailableException cause)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
            context.Response.StatusCode = Fault(body, StatusCodes.Status503ServiceUnavailable, "clickhouse_down", cause.Message);
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body.Memory);
    }

    /// <summary>Writes the answer's body, and returns its status.</summary>
    private async Task<int> DecideAsync(HttpContext context, ProjectId project, string name, PooledBytes body)
    {
        var stop = context.RequestAborted;
        switch (context.Request.Method, name)
        {
            case ("GET", ""):
                return Write(body, json => AliasAnswer.Write(json, book.All(project)));
            case ("GET", _):
                return book.Find(project, name) is { } alias ? Write(body, json => AliasAnswer.Write(json, alias)) : NotFound(body, name);
            case ("PUT", not ""):
                return await SaveAsync(context.Request, project, name, body, stop);
            case ("DELETE", not ""):
                return await RemoveAsync(project, name, body, stop);
            default:
                context.Response.Headers.Allow = name.Length > 0 ? "GET, PUT, DELETE" : "GET";
                return Fault(body, StatusCodes.Status405MethodNotAllowed, "method_not_allowed", $"{context.Request.Path} does not take {context.Request.Method}.");
        }
    }

    private async Task<int> SaveAsync(HttpRequest request, ProjectId project, string name, PooledBytes body, CancellationToken stop)
    {
        if (AliasRules.FaultOfName(name) is { } fault)
        {
            return Fault(body, StatusCodes.Status400BadRequest, "invalid_request", $"The alias {name} cannot be: {fault}", "name");
        }

        if (table.IsFixed(name))
        {
            return Fixed(body, name);
        }

        var sent = new byte[BodyBytesMax + 1];
        var length = await request.Body.ReadAtLeastAsync(sent, sent.Length, throwOnEndOfStream: false, stop);
        if (length > BodyBytesMax)
        {
            return Fault(body, StatusCodes.Status413PayloadTooLarge, "request_too_large", $"An alias has at most {BodyBytesMax} bytes.");
        }

        var (alias, problem) = AliasJson.Read(sent.AsSpan(0, length));
        problem ??= table.Check(alias!).FirstOrDefault();
        if (problem is not null)
        {
            return Fault(body, StatusCodes.Status400BadRequest, "invalid_request", AliasJson.Describe(problem), AliasJson.FieldOf(problem));
        }

        var isNew = table.Find(project, name) is null;
        if (isNew && table.All(project).Count() >= options.Value.AliasesMax)
        {
            return Fault(body, StatusCodes.Status409Conflict, "too_many_aliases", $"There are {options.Value.AliasesMax} aliases already (setting Resilience:AliasesMax).");
        }

        await documents.SaveAsync(new Document(AliasTable.Kind, name, project, new Utf8Text(AliasJson.Write(alias!))), stop);
        Write(body, json => AliasAnswer.Write(json, book.Find(project, name)!));
        return isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK;
    }

    private async Task<int> RemoveAsync(ProjectId project, string name, PooledBytes body, CancellationToken stop)
    {
        if (table.IsFixed(name))
        {
            return Fixed(body, name);
        }

        // One that cannot be used is not in the table, and must be removable all the same.
        if (table.Find(project, name) is null && !documents.All(AliasTable.Kind).Any(document => document.Project == project && document.Id == name && !document.Json.IsEmpty))
        {
            return NotFound(body, name);
        }

        await documents.DeleteAsync(AliasTable.Kind, name, project, stop);
        return Write(body, json => AliasAnswer.WriteDeleted(json, name));
    }

    private static int Fixed(PooledBytes body, string name) =>
        Fault(body, StatusCodes.Status409Conflict, "alias_fixed", $"The alias {name} is written in the settings (Aliases:{name}), and is changed there.");

    private static int NotFound(PooledBytes body, string name) => Fault(body, StatusCodes.Status404NotFound, "alias_not_found", $"There is no alias {name}.");

    private static int Fault(PooledBytes body, int status, string code, string message, string? field = null)
    {
        new OpenAiError(message, "invalid_request_error", code, field).WriteTo(body);
        return status;
    }

    private static int Write(PooledBytes body, Action<Utf8JsonWriter> write)
    {
        using var json = new Utf8JsonWriter(body);
        write(json);
        return StatusCodes.Status200OK;
    }
}
