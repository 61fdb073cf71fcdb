using System.Diagnostics;
using System.Net.Http.Headers;
using Tracehouse.Propagation;

namespace Tracehouse.Instrumentation;

/// <summary>Calls that Tracehouse's gateway records itself.</summary>
internal static class GatewayCalls
{
    public static bool IsToGateway(Uri? address) =>
        address is { IsAbsoluteUri: true } && Tracing.GatewayUrl is { } gateway
        && address.Port == gateway.Port && string.Equals(address.Host, gateway.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>Says under which observation the call belongs, unless the caller has said so.</summary>
    public static void Place(HttpRequestHeaders headers)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C } current || headers.Contains("X-Tracehouse-Trace-Id"))
        {
            return;
        }

        var parent = TracePosition.TryFindAbove(current, out var above) ? above.SpanId : current.SpanId;
        headers.TryAddWithoutValidation("X-Tracehouse-Trace-Id", current.TraceId.ToHexString());
        if (parent != TraceContext.Top)
        {
            headers.TryAddWithoutValidation("X-Tracehouse-Parent-Span-Id", parent.ToHexString());
        }
    }
}
