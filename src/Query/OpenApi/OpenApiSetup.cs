using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Tracehouse.Query.OpenApi;

/// <summary>
/// <c>GET /openapi.json</c>: the description of the API, made of the routes that are mapped and of the lists of parameters that they read by.
/// </summary>
internal static class OpenApiSetup
{
    private const string Prefix = "v1/";

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.ShouldInclude = route => route.RelativePath?.StartsWith(Prefix, StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Tracehouse", Version = "1", Description = "Reads traces, and manages what is called through the gateway." };
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            AddParameters(operation, context.Description.ActionDescriptor.EndpointMetadata.OfType<Operation>().FirstOrDefault());
            return Task.CompletedTask;
        });
    });

    public static void MapApiDescription(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi.json");

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
