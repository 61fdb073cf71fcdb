using Tracehouse.Gateway.Demo;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Pricing;

/// <summary>The prices in force: those that people made, and else those of the price data, which is replaced whole when newer data comes.</summary>
internal sealed class PriceBook(OwnPrices own, ProjectModels models, PriceNames names) : IPriceBook
{
    private static readonly Cost Free = new(0, 0, DemoModels.Provider);

    private volatile PriceTable _table = PriceTable.Load();
    private volatile FoundPrices? _found;

    /// <summary>The price data in force.</summary>
    public PriceTable Table => _table;

    private FoundPrices Found
    {
        get
        {
            var (found, table, made) = (_found, _table, own.ByModel);
            return found?.IsOf(table, made) == true ? found : _found = new FoundPrices(table, made, names);
        }
    }

    /// <summary>Puts other data in force, for every call from now on.</summary>
    public void Use(PriceTable table) => _table = table;

    /// <inheritdoc/>
    public Cost? Price(string provider, string model, TokenUsage usage, DateTimeOffset time) => Price(provider, model, answered: null, usage, time);

    /// <summary>The same, where it is known by which name the model answered; the name of a deployment says nothing of what it is.</summary>
    public Cost? Price(string provider, string model, string? answered, TokenUsage usage, DateTimeOffset time)
    {
        if (provider == DemoModels.Provider)
        {
            return Free;
        }

        var found = Found;
        if (found.Find(provider, model).Own is { } made)
        {
            return made.Price.Charge(usage, made.Version);
        }

        foreach (var name in names.ModelsOf(provider, model, answered))
        {
            var (ours, listed) = found.Find(provider, name);
            var cost = ours is not null ? ours.Price.Charge(usage, ours.Version) : listed is null ? null : found.Table.Price(listed, usage, time);
            if (cost is not null)
            {
                return cost;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public Cost? PriceOwn(ProjectId project, IReadOnlyList<string> names, TokenUsage usage, DateTimeOffset time) => models.Price(project, names, usage, time);

    /// <inheritdoc/>
    public IEnumerable<ListedPrice> All(DateTimeOffset time)
    {
        var table = _table;
        var made = own.All.ToDictionary(price => price.Key);
        foreach (var (name, model) in table.All)
        {
            var provider = names.ProviderOf(name);
            if (!ModelKey.TryParse(provider, model.Id, out var key) || !made.ContainsKey(key))
            {
                yield return List(provider, model.Id, table, model.PriceAt(time));
            }
        }

        foreach (var price in made.Values)
        {
            yield return List(price);
        }
    }

    /// <inheritdoc/>
    public ListedPrice? Find(string provider, string model, DateTimeOffset time)
    {
        if (FindOwn(provider, model) is { } made)
        {
            return List(made);
        }

        var table = _table;
        return table.Find(names.TableOf(provider), model) is { } known ? List(provider, model, table, known.PriceAt(time)) : null;
    }

    /// <summary>Whether a provider has a model by this name.</summary>
    public bool Knows(string provider, string model) => FindOwn(provider, model) is not null || _table.Find(names.TableOf(provider), model) is not null;

    /// <summary>The names of a provider's models.</summary>
    public IEnumerable<string> ModelsOf(string provider) =>
        _table.ModelsOf(names.TableOf(provider)).Union(own.All.Where(price => price.Key.Provider == provider).Select(price => price.Key.Model));

    private OwnPrice? FindOwn(string provider, string model) => ModelKey.TryParse(provider, model, out var key) ? own.Find(key) : null;

    private static ListedPrice List(OwnPrice made) => Fill(
        new ListedPrice(made.Key.Provider, made.Key.Model, made.ChangedAt is null ? "settings" : "api", made.Version) { ChangedAt = made.ChangedAt }, made.Price);

    private static ListedPrice List(string provider, string model, PriceTable table, ModelPrice price) =>
        Fill(new ListedPrice(provider, model, table.Source, table.VersionOf(price)), price);

    private static ListedPrice Fill(ListedPrice listed, ModelPrice price)
    {
        var figures = new Dictionary<string, decimal>();
        var tiers = new Dictionary<string, IReadOnlyList<PriceTier>>();
        foreach (var (key, usd) in price.Prices)
        {
            if (PriceFigures.NameOf(key) is not var (name, factor))
            {
                continue;
            }

            figures[name] = usd.Start / factor;
            if (usd.Tiers.Count > 0)
            {
                tiers[name] = [.. usd.Tiers.Select(tier => new PriceTier(tier.Above, tier.Usd / factor))];
            }
        }

        return listed with { Figures = figures, Tiers = tiers, NotCounted = price.NotCounted };
    }
}
