using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Pricing;

namespace Tracehouse.Gateway.Routing;

/// <summary>Decides who runs the model that a caller named: <c>provider/model</c>, or a bare name that one configured provider knows.</summary>
internal sealed class ModelRouter(ProviderTable providers, PriceBook prices)
{
    private const int NearMax = 3;

    /// <summary>The models that this server can offer, as callers write them.</summary>
    public IEnumerable<(Provider Provider, string Name)> Offered =>
        from provider in providers.All
        where provider.IsOffered
        from model in ModelsOf(provider)
        select (provider, $"{provider.Name}/{model}");

    /// <summary>One of the two is null.</summary>
    public (Route? Route, NoRoute? None) Find(string? model, Dialect dialect)
    {
        var (route, none) = dialect.FixedProvider is { } provider ? FindProvider(provider, model ?? "")
            : dialect.DefaultProvider is { } name && model is not "auto" && model?.Contains('/') != true ? FindProvider(name, model ?? "")
            : FindModel(model ?? "");
        return route is not null && !route.Provider.Speaks(dialect) ? NotSpoken(route.Provider) : (route, none);
    }

    private (Route?, NoRoute?) FindProvider(string name, string model) => providers.Find(name) is { } provider
        ? (new Route(provider, model), null)
        : No(NoRouteReason.ModelNotFound, NoProvider(name));

    private (Route?, NoRoute?) FindModel(string model)
    {
        if (model is "" or "auto")
        {
            return No(NoRouteReason.RouterNotReady, "Choosing a model automatically is not set up; name a model such as \"openai/gpt-4o-mini\".");
        }

        var slash = model.IndexOf('/');
        return slash < 0 ? FindBare(model) : FindNamed(model, model[..slash], model[(slash + 1)..]);
    }

    private (Route?, NoRoute?) FindNamed(string asked, string providerName, string model)
    {
        if (providers.Find(providerName) is { } provider)
        {
            var isUnknown = model.Length == 0 || (provider.Models is { } models && !models.Contains(model));
            return isUnknown ? No(NoRouteReason.ModelNotFound, $"There is no model {asked}. {Near(asked)}") : (new Route(provider, model), null);
        }

        return No(NoRouteReason.ModelNotFound, $"{NoProvider(providerName)} {Near(asked)}");
    }

    private static string NoProvider(string name)
    {
        var variables = BuiltInProvider.Find(name) is { } builtIn ? string.Concat(builtIn.BaseUrlVariables.Select(variable => $"{variable} or ")) : "";
        return $"There is no provider {name}; set {variables}Providers:{name}:BaseUrl to add one.";
    }

    private static (Route?, NoRoute?) NotSpoken(Provider provider) => No(
        NoRouteReason.NotSpoken,
        provider.Format switch
        {
            WireFormat.Anthropic =>
                $"{provider.Name} speaks Anthropic's format, into which this gateway translates chat only; call POST /v1/chat/completions or POST /v1/messages.",
            WireFormat.Bedrock =>
                $"{provider.Name} speaks a format of its own, into which this gateway translates chat only; call POST /v1/chat/completions, or its own API under /providers/{provider.Name}/.",
            _ => $"{provider.Name} does not speak Anthropic's format; call POST /v1/chat/completions.",
        });

    private (Route?, NoRoute?) FindBare(string model)
    {
        var owners = providers.All.Where(provider => provider.IsOffered && Knows(provider, model)).ToList();
        var names = owners.Select(owner => $"{owner.Name}/{model}");
        return owners.Count switch
        {
            1 => (new Route(owners[0], model), null),
            0 => No(NoRouteReason.ModelNotFound, $"No configured provider knows the model {model}; write it as provider/model. {Near(model)}"),
            _ => No(NoRouteReason.ModelNotFound, $"Several providers know {model}; write {string.Join(" or ", names)}."),
        };
    }

    private bool Knows(Provider provider, string model) => provider.Models?.Contains(model) ?? provider.Deployments?.ContainsKey(model) ?? prices.Knows(provider.Name, model);

    private string Near(string asked)
    {
        var known = providers.All.SelectMany(provider => ModelsOf(provider).Select(model => $"{provider.Name}/{model}"));
        var near = NearNames.Find(asked, known, NearMax);
        return near.Count > 0
            ? $"Did you mean {string.Join(" or ", near)}?"
            : $"Providers: {string.Join(", ", providers.All.Select(provider => provider.Name).Order())}.";
    }

    private IEnumerable<string> ModelsOf(Provider provider) => provider.Models ?? provider.Deployments?.Keys ?? prices.ModelsOf(provider.Name);

    private static (Route?, NoRoute?) No(NoRouteReason reason, string message) => (null, new NoRoute(reason, message));
}
