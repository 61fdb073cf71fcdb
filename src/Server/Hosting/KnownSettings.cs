using Tracehouse.Datasets.Settings;
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
using Tracehouse.Ingest.Mirroring.Sending;
using Tracehouse.Ingest.Otlp.Transport;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Ingest.Scores;
using Tracehouse.Query.Trees;
using Tracehouse.Server.Access;
using Tracehouse.Server.Listening;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Documents;
using Tracehouse.Store.Draining;
using Tracehouse.Store.Entities;
using Tracehouse.Store.Parts;
using Tracehouse.Store.Repricing;
using Tracehouse.Store.Spool;
using Tracehouse.Store.Traces;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Library.Prompts;
using Tracehouse.Vendors.Opper.Wire;
using Tracehouse.Vendors.NeuralTrust;
using Tracehouse.Vendors.OpenTracy.Importing;

namespace Tracehouse.Server.Hosting;

/// <summary>Every setting there is, so that a typing error in a name is said instead of passed over.</summary>
internal static class KnownSettings
{
    private const int NearMax = 2;

    private static readonly Dictionary<string, string[]> NamesOf = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Api"] = ["Url", "AllowedHosts"],
        ["Cache"] = Of<CacheOptions>(),
        ["ClickHouse"] = Of<ClickHouseOptions>(),
        ["Data"] = ["Directory"],
        ["Datasets"] = Of<DatasetOptions>(),
        ["Documents"] = Of<DocumentsOptions>(),
        ["Doors"] = ["ConnectionsMax"],
        ["Drain"] = Of<DrainOptions>(),
        ["Engine"] = ["Url"],
        ["Entities"] = Of<EntityOptions>(),
        ["Gateway"] = ["Url", .. Of<ForwardingOptions>(), .. Of<CaptureOptions>(), .. Of<ExtrasOptions>(), .. Of<CrossOriginOptions>(), .. Of<UpstreamOptions>(), .. Of<TranslationOptions>()],
        ["Metrics"] = Of<MetricsOptions>(),
        ["Pricing"] = Of<PricingOptions>(),
        ["Normaliser"] = Of<NormaliserOptions>(),
        ["Otlp"] = ["HttpUrl", "GrpcUrl", .. Of<OtlpOptions>(), .. Of<IntakeOptions>()],
        ["Parts"] = Of<PartOptions>(),
        ["Privacy"] = Of<PrivacyOptions>(),
        ["Repricing"] = Of<RepricingOptions>(),
        ["Resilience"] = Of<ResilienceOptions>(),
        ["Scores"] = Of<ScoresOptions>(),
        ["SignIn"] = Of<SignInOptions>(),
        ["Spool"] = Of<SpoolOptions>(),
        ["Traces"] = Of<TraceOptions>(),
        ["Trees"] = Of<TreeOptions>(),
    };

    /// <summary>Those of <c>Vendors</c>, a section for each.</summary>
    private static readonly Dictionary<string, string[]> NamesOfVendor = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Langfuse"] = [.. Of<LangfuseOptions>(), .. Of<PromptOptions>()],
        ["NeuralTrust"] = Of<NeuralTrustOptions>(),
        ["OpenTracy"] = Of<ImportOptions>(),
        ["Opper"] = Of<OpperOptions>(),
    };

    /// <summary>Sections that are read by others than us. Not <c>Kestrel</c>: it would open doors that nobody guards.</summary>
    private static readonly string[] Standard = ["Logging", "AllowedHosts"];

    /// <summary>Throws <see cref="SettingException"/> for a setting that nothing reads.</summary>
    /// <param name="given">What was given in one place.</param>
    /// <param name="how">How it is written there, before its name.</param>
    /// <param name="where">The place, as in "in a file"; nothing where the writing says it.</param>
    public static void RefuseOthers(IEnumerable<IConfigurationSection> given, string how, string where = "")
    {
        foreach (var section in given)
        {
            if (Standard.Contains(section.Key, StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            if (section.Key.Equals("Providers", StringComparison.OrdinalIgnoreCase))
            {
                RefuseOthers(section.GetChildren().SelectMany(provider => provider.GetChildren()), Of<ProviderOptions>(), how, where);
            }
            else if (section.Key.Equals(MirrorOptions.Section, StringComparison.OrdinalIgnoreCase))
            {
                RefuseOthers(section.GetChildren().SelectMany(mirror => mirror.GetChildren()), Of<MirrorOptions>(), how, where);
            }
            else if (section.Key.Equals("Aliases", StringComparison.OrdinalIgnoreCase))
            {
                RefuseOthersInAliases(section, how, where);
            }
            else if (section.Key.Equals("Keys", StringComparison.OrdinalIgnoreCase))
            {
                RefuseOthers(section.GetChildren().Where(child => !child.GetChildren().Any()), [.. Of<KeysOptions>(), .. Of<SecretsOptions>()], how, where);
                RefuseOthers(section.GetChildren().SelectMany(key => key.GetChildren()), Of<FixedKeyOptions>(), how, where);
            }
            else if (section.Key.Equals("Vendors", StringComparison.OrdinalIgnoreCase))
            {
                RefuseOthers(section.GetChildren(), [.. NamesOfVendor.Keys], how, where);
                foreach (var vendor in section.GetChildren())
                {
                    RefuseOthers(vendor.GetChildren(), NamesOfVendor[vendor.Key], how, where);
                }
            }
            else if (NamesOf.TryGetValue(section.Key, out var names))
            {
                RefuseOthers(section.GetChildren(), names, how, where);
                RefuseOthers(section.GetSection("Overrides").GetChildren().SelectMany(price => price.GetChildren()), Of<PriceOverrideOptions>(), how, where);
            }
            else
            {
                string[] sections = [.. NamesOf.Keys, "Aliases", "Keys", "Mirrors", "Providers", "Vendors", .. Standard];
                throw new SettingException($"There is no setting {how}{section.Key}{where}.{Near(section.Key, sections)} Settings begin with one of: {string.Join(", ", sections)}. See --help.");
            }
        }
    }

    private static void RefuseOthers(IEnumerable<IConfigurationSection> given, string[] names, string how, string where)
    {
        foreach (var setting in given)
        {
            if (!names.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new SettingException($"There is no setting {how}{setting.Path}{where}.{Near(setting.Key, names)} There are: {string.Join(", ", names)}. See --help.");
            }
        }
    }

    private static string Near(string name, string[] names) => NearNames.Find(name, names, NearMax) is { Count: > 0 } near ? $" Did you mean {string.Join(" or ", near)}?" : "";

    /// <summary>An alias holds a list of targets, and each of those may hold conditions.</summary>
    private static void RefuseOthersInAliases(IConfigurationSection aliases, string how, string where)
    {
        var targets = aliases.GetChildren().SelectMany(alias => alias.GetSection("Targets").GetChildren()).ToList();
        RefuseOthers(aliases.GetChildren().SelectMany(alias => alias.GetChildren()), Of<AliasOptions>(), how, where);
        RefuseOthers(targets.SelectMany(target => target.GetChildren()), Of<AliasTargetOptions>(), how, where);
        RefuseOthers(targets.SelectMany(target => target.GetSection("When").GetChildren()), Of<AliasConditionOptions>(), how, where);
    }

    private static string[] Of<T>() => [.. typeof(T).GetProperties().Select(property => property.Name)];
}
