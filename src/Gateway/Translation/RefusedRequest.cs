using System.Net;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation;

/// <summary>What a handler answers to a request that cannot be expressed in the provider's format, and that was therefore not sent.</summary>
internal sealed class RefusedRequest(RequestFault fault) : HttpResponseMessage(HttpStatusCode.BadRequest)
{
    public RequestFault Fault { get; } = fault;
}
