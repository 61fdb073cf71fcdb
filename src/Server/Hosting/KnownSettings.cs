using Tracehouse.Gateway.Aliases;
using Tracehouse.Gateway.Caching;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.CrossOrigin;
using Tracehouse.Gateway.Extras;
using Tracehouse.Gateway.Forwarding;
using Tracehouse.Gateway.Keys;
using Tracehouse.Gateway.Metrics;
using Tracehouse.Gateway.Pricing;
using Tracehouse.Gateway.Privacy;
using Tracehouse.Gateway.Resilience;
using Tracehouse.Gateway.Routing;
using Tracehouse.Gateway.Secrets;
using Tracehouse.Gateway.Translation;
using Tracehouse.Gateway.Upstream;
using Tracehouse.Ingest.GenAi;
using Tracehouse.Ingest.Otlp.Transport;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Ingest.Scores;
using Tracehouse.Query.Trees;
using Tracehouse.Server.Access;
using Tracehouse.Server.Listening;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Documents;
using Tracehouse.Store.Draining;
using Tracehouse.Store.Repricing;
using Tracehouse.Store.Spool;

namespace Tracehouse.Server.Hosting;

/// <summary>Every setting there is, so that a typing error in a name is said instead of passed over.</summary>
internal static class KnownSettings
{
    private static readonly Dictionary<string, string[]> NamesOf = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Api"] = ["Url", "AllowedHosts"],
        ["Cache"] = Of<CacheOptions>(),
        ["ClickHouse"] = Of<ClickHouseOptions>(),
        ["Data"] = ["Directory"],
        ["Documents"] = Of<DocumentsOptions>(),
        ["Drain"] = Of<DrainOptions>(),
        ["Engine"] = ["Url"],
        ["Gateway"] = ["Url", .. Of<ForwardingOptions>(), .. Of<CaptureOptions>(), .. Of<ExtrasOptions>(), .. Of<CrossOriginOptions>(), .. Of<UpstreamOptions>(), .. Of<TranslationOptions>()],
        ["Metrics"] = Of<MetricsOptions>(),
        ["Pricing"] = Of<PricingOptions>(),
        ["Normaliser"] = Of<NormaliserOptions>(),
        ["Otlp"] = ["HttpUrl", "GrpcUrl", .. Of<OtlpOptions>(), .. Of<IntakeOptions>()],
        ["Privacy"] = Of<PrivacyOptions>(),
        ["Repricing"] = Of<RepricingOptions>(),
        ["Resilience"] = Of<ResilienceOptions>(),
        ["Scores"] = Of<ScoresOptions>(),
        ["SignIn"] = Of<SignInOptions>(),
        ["Spool"] = Of<SpoolOptions>(),
        ["Trees"] = Of<TreeOptions>(),
    };

    /// <summary>Throws <see cref="SettingException"/> for a setting that nothing reads.</summary>
    /// <param name="given">What was given in one place.</param>
    /// <param name="how">How it is written there, before its name.</param>
    public static void RefuseOthers(IEnumerable<IConfigurationSection> given, string how)
    {
        foreach (var section in given)
        {
            if (section.Key.Equals("Logging", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (section.Key.Equals("Providers", StringComparison.OrdinalIgnoreCase))
            {
                RefuseOthers(section.GetChildren().SelectMany(provider => provider.GetChildren()), Of<ProviderOptions>(), how);
            }
            else if (section.Key.Equals("Aliases", StringComparison.OrdinalIgnoreCase))
            {
                RefuseOthersInAliases(section, how);
            }
            else if (section.Key.Equals("Keys", StringComparison.OrdinalIgnoreCase))
            {
                RefuseOthers(section.GetChildren().Where(child => !child.GetChildren().Any()), [.. Of<KeysOptions>(), .. Of<SecretsOptions>()], how);
                RefuseOthers(section.GetChildren().SelectMany(key => key.GetChildren()), Of<FixedKeyOptions>(), how);
            }
            else if (NamesOf.TryGetValue(section.Key, out var names))
            {
                RefuseOthers(section.GetChildren(), names, how);
                RefuseOthers(section.GetSection("Overrides").GetChildren().SelectMany(price => price.GetChildren()), Of<PriceOverrideOptions>(), how);
            }
            else
            {
                throw new SettingException(
                    $"There is no setting {how}{section.Key}. Settings begin with one of: {string.Join(", ", NamesOf.Keys)}, Aliases, Keys, Providers, Logging. See --help.");
            }
        }
    }

    private static void RefuseOthers(IEnumerable<IConfigurationSection> given, string[] names, string how)
    {
        foreach (var setting in given)
        {
            if (!names.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new SettingException($"There is no setting {how}{setting.Path}. There are: {string.Join(", ", names)}. See --help.");
            }
        }
    }

    /// <summary>An alias holds a list of targets, and each of those may hold conditions.</summary>
    private static void RefuseOthersInAliases(IConfigurationSection aliases, string how)
    {
        var targets = aliases.GetChildren().SelectMany(alias => alias.GetSection("Targets").GetChildren()).ToList();
        RefuseOthers(aliases.GetChildren().SelectMany(alias => alias.GetChildren()), Of<AliasOptions>(), how);
        RefuseOthers(targets.SelectMany(target => target.GetChildren()), Of<AliasTargetOptions>(), how);
        RefuseOthers(targets.SelectMany(target => target.GetSection("When").GetChildren()), Of<AliasConditionOptions>(), how);
    }

    private static string[] Of<T>() => [.. typeof(T).GetProperties().Select(property => property.Name)];
}
