using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Opper.Calls;
using Tracehouse.Vendors.Opper.Telling;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Knowledge;

/// <summary>Finds the documents that are nearest to a question; each search leaves a span.</summary>
internal sealed class RetrievalEndpoints(KnowledgeBook book, Vectors vectors, SpanBook spans, OpperBodies bodies, TimeProvider time)
{
    private const int NearestDefault = 3;
    private const int NearestMax = 100;
    private const int ComparedMax = 1_000;
    private const int PrefilterDefault = 10;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v2/knowledge/{id}/query", QueryAsync);
        routes.MapPost("/v1/indexes/{id}/query", QueryAsync);
    }

    private async Task<IResult> QueryAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var (query, filter, parent) = (fields.Text("query", "q") ?? fields.Required("query", "what is looked for"), KnowledgeFilter.Read(fields), fields.Id("parent_span_id", "parent_span_uuid"));
        var (top, before) = (fields.Whole("top_k", 1, NearestMax) ?? fields.Whole("k", 1, NearestMax) ?? NearestDefault, fields.Whole("prefilter_limit", 1, ComparedMax) ?? PrefilterDefault);
        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        var project = context.Caller().Project;
        if (await book.FindAsync(project, id, stop) is not { } knowledge)
        {
            return Answers.NotFound(context, "knowledge base", id);
        }

        var span = $"{Guid.NewGuid()}";
        var trace = await spans.TraceForAsync(project, null, parent, span, stop);
        spans.Tell(project, trace, span, new SpanTelling { Name = knowledge.Name, Parent = parent, Start = time.GetUtcNow(), Type = "retrieval", Input = Element(query) }, isUpdate: false);
        var (asked, wrong) = await vectors.OfAsync(context, KnowledgeBook.ModelOf(knowledge), [query], new CallPlace(trace.Value, span, null), stop);
        if (asked is null)
        {
            await spans.ChangeAsync(project, trace, span, new SpanTelling { End = time.GetUtcNow(), Error = wrong }, stop);
            return Answers.Fault(context, StatusCodes.Status502BadGateway, "ModelError", wrong);
        }

        // What a filter leaves out must not use up the places of what it lets through.
        var near = await book.NearestAsync(project, id, asked[0], filter.IsEmpty ? Math.Max(before, top) : ComparedMax, stop);
        var found = new JsonArray([.. near.Where(one => filter.Accepts(KnowledgeBook.MetadataOf(one.Document))).Take(top).Select(one => ToBody(one.Match, one.Document))]);
        await spans.ChangeAsync(project, trace, span, new SpanTelling { End = time.GetUtcNow(), Output = JsonElement.Parse(Answers.Text(found)) }, stop);
        return Answers.Ok(found);
    }

    private static JsonObject ToBody(KnowledgeMatch match, Entity document) => new()
    {
        ["id"] = document.Id, ["uuid"] = document.Id, ["key"] = document.Name, ["content"] = match.Content, ["metadata"] = KnowledgeBook.MetadataOf(document).DeepClone(), ["score"] = match.Likeness,
    };

    private static JsonElement Element(string text) => JsonElement.Parse(Answers.Text(JsonValue.Create(text)));
}
