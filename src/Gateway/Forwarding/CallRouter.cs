using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Aliases;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Keys;
using Tracehouse.Gateway.Resilience;
using Tracehouse.Gateway.Routing;

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
        if (aliases.Find(call.Holder.Project, model, call.Dialect) is { } alias)
        {
            return RouteAlias(call, request, alias, out plan);
        }

        var (route, none) = router.Find(model, call.Dialect);
        if (route is null)
        {
            return none!.Reason == NoRouteReason.ModelNotFound ? Explain(none, aliases.Near(call.Holder.Project, model ?? "")) : Explain(none);
        }

        call.Route = route;
        if (_plain is not null)
        {
            plan = new TryPlan(null, [new PlannedTarget(route, _firstByte, null)], _plain);
        }

        return KeyFault(call, route.Provider, request) is { } fault ? Explain(fault) : null;
    }

    private ForwardFailure? RouteAlias(Call call, HttpRequest request, Alias alias, out TryPlan? plan)
    {
        call.Alias = alias.Name;
        call.CacheLifetime = alias.Options.CacheSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        (plan, var none) = aliases.Make(alias, call.Holder.Project, call.Request!, call.Dialect, request.Headers, target => KeyFault(call, target.Provider, request) ?? LeaveFault(call, target));
        call.Route = plan?.Targets[0].Route;
        return none is null ? null : Explain(none);
    }

    private static NoRoute? KeyFault(Call call, Provider provider, HttpRequest request) => provider.IsConfigured || HeaderRules.HasKey(request, provider.Key)
        ? null
        : new NoRoute(
            NoRouteReason.NoKey,
            $"There is no key for {provider.Name}: set {provider.KeyVariable} or Providers:{provider.Name}:ApiKey, or send your own as {provider.Key.Wish}{(call.Holder is { Key: not null, BringsOwnKey: false } ? $", and the key of this gateway as {Credentials.OwnHeader}" : "")}.");

    /// <summary>A key's list of models counts for every target, so that an alias leads nobody further than its key does; unless the list names the alias.</summary>
    private static NoRoute? LeaveFault(Call call, Route route) =>
        call.Holder.Allows(call.Request!.Model ?? "", route.Provider.Name, route.Model)
            ? null
            : new NoRoute(NoRouteReason.NotAllowed, $"This API key allows no target of the alias {call.Alias}; it allows {string.Join(", ", call.Holder.Key!.Limits.AllowedModels)}.");

    private static ForwardFailure Explain(NoRoute none, string more = "") => none.Reason switch
    {
        NoRouteReason.ModelNotFound => new(ForwardCause.ModelNotFound, none.Message + more, "model"),
        NoRouteReason.NotSpoken => new(ForwardCause.ProviderNotSpoken, none.Message, "model"),
        NoRouteReason.NotAllowed => ForwardFailure.Of(new Refusal(StatusCodes.Status403Forbidden, new OpenAiError(none.Message, "invalid_request_error", "model_not_allowed", "model"))),
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
