using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Tracehouse.Records;

namespace Tracehouse.Query.OpenApi;

/// <summary>
/// <c>GET /openapi.json</c>: the description of the API, made of the routes that are mapped, of the lists of parameters that they read by, and of what
/// other doors say that they answer.
/// </summary>
internal static partial class OpenApiSetup
{
    private static readonly string[] Prefixes = ["v1/", "api/", "health"];

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.ShouldInclude = route => Prefixes.Any(prefix => route.RelativePath?.StartsWith(prefix, StringComparison.Ordinal) == true);
        options.AddDocumentTransformer((document, context, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Tracehouse", Version = "1", Description = "Reads traces, and manages what is called through the gateway." };
            document.Servers = [];
            AddListed(document, context.ApplicationServices.GetServices<ListedRoute>());
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            AddParameters(operation, context.Description.ActionDescriptor.EndpointMetadata.OfType<Operation>().FirstOrDefault());
            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi.json");

    /// <summary>What another door answers, and this one does not.</summary>
    private static void AddListed(OpenApiDocument document, IEnumerable<ListedRoute> routes)
    {
        foreach (var route in routes)
        {
            if (!document.Paths.TryGetValue(route.Path, out var path))
            {
                document.Paths[route.Path] = path = new OpenApiPathItem();
            }

            var operation = new OpenApiOperation { Summary = route.Summary, Description = "At the gateway's door.", Responses = new OpenApiResponses { ["default"] = new OpenApiResponse { Description = "The answer" } } };
            operation.Parameters = [.. Braces().Matches(route.Path).Select(name => new OpenApiParameter
            {
                Name = name.Groups[1].Value, In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            })];
            if (path.Operations?.ContainsKey(HttpMethod.Parse(route.Method)) != true)
            {
                ((OpenApiPathItem)path).AddOperation(HttpMethod.Parse(route.Method), operation);
            }
        }
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Braces();

    private static void AddParameters(OpenApiOperation operation, Operation? read)
    {
        foreach (var parameter in read?.Parameters ?? [])
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Meaning,
                Schema = new OpenApiSchema { Type = TypeOf(parameter.Type) },
            });
        }
    }

    private static JsonSchemaType TypeOf(string word) => word switch
    {
        "integer" => JsonSchemaType.Integer,
        "number" => JsonSchemaType.Number,
        "boolean" => JsonSchemaType.Boolean,
        _ => JsonSchemaType.String,
    };
}
