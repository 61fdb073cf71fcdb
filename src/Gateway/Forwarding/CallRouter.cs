using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Aliases;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Resilience;
using Tracehouse.Gateway.Routing;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>Decides who runs the model that a call asks for, and whether there is a key.</summary>
internal sealed class CallRouter(ModelRouter router, AliasPlan aliases, IOptions<ResilienceOptions> options)
{
    private readonly TryPolicy? _plain = PolicyOf(options.Value);
    private readonly SilenceLimit? _firstByte = options.Value.FirstByteSeconds is { } seconds ? new(TimeSpan.FromSeconds(seconds), "setting Resilience:FirstByteSeconds") : null;

    /// <summary>Sets the call's route. The plan is null when there is one model to ask, and once.</summary>
    public ForwardFailure? Route(Call call, HttpRequest request, out TryPlan? plan)
    {
        plan = null;
        var model = call.Request!.Model;
        if (aliases.Find(ProjectId.Default, model, call.Dialect) is { } alias)
        {
            return RouteAlias(call, request, alias, out plan);
        }

        var (route, none) = router.Find(model, call.Dialect);
        if (route is null)
        {
            return none!.Reason == NoRouteReason.ModelNotFound ? Explain(none, aliases.Near(ProjectId.Default, model ?? "")) : Explain(none);
        }

        call.Route = route;
        if (_plain is not null)
        {
            plan = new TryPlan(null, [new PlannedTarget(route, _firstByte, null)], _plain);
        }

        return KeyFault(route.Provider, request) is { } fault ? Explain(fault) : null;
    }

    private ForwardFailure? RouteAlias(Call call, HttpRequest request, Alias alias, out TryPlan? plan)
    {
        call.Alias = alias.Name;
        call.CacheLifetime = alias.Options.CacheSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        (plan, var none) = aliases.Make(alias, ProjectId.Default, call.Request!, call.Dialect, request.Headers, provider => KeyFault(provider, request));
        call.Route = plan?.Targets[0].Route;
        return none is null ? null : Explain(none);
    }

    private static NoRoute? KeyFault(Provider provider, HttpRequest request) => provider.IsConfigured || HeaderRules.HasKey(request, provider.Key)
        ? null
        : new NoRoute(
            NoRouteReason.NoKey,
            $"There is no key for {provider.Name}: set {provider.KeyVariable} or Providers:{provider.Name}:ApiKey, or send your own as {provider.Key.Wish}.");

    private static ForwardFailure Explain(NoRoute none, string more = "") => none.Reason switch
    {
        NoRouteReason.ModelNotFound => new(ForwardCause.ModelNotFound, none.Message + more, "model"),
        NoRouteReason.NotSpoken => new(ForwardCause.ProviderNotSpoken, none.Message, "model"),
        NoRouteReason.NoKey => new(ForwardCause.Unauthorized, none.Message),
        _ => new(ForwardCause.RouterNotReady, none.Message, "model"),
    };

    /// <summary>Null when a plain call is tried once, which needs no plan.</summary>
    private static TryPolicy? PolicyOf(ResilienceOptions options) => options is { Tries: 1, FirstByteSeconds: null }
        ? null
        : new TryPolicy(
            options.Tries,
            options.Tries,
            new Backoff(TimeSpan.FromMilliseconds(options.BackoffMilliseconds), options.BackoffFactor, TimeSpan.FromMilliseconds(options.BackoffMillisecondsMax)),
            TimeSpan.FromSeconds(options.RetryAfterSecondsMax),
            default);
}
