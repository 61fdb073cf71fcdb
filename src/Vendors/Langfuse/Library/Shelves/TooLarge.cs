using Microsoft.AspNetCore.Http;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Library.Shelves;

/// <summary>Tells those whose thing is larger than the store keeps, once for all routes. The store says which setting mends it.</summary>
internal sealed class TooLarge : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ArgumentException cause) when (cause.ParamName == "entities")
        {
            return Refuse.TooLarge(cause.Message);
        }
    }
}
