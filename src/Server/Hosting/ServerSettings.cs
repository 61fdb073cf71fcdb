using Tracehouse.Server.Listening;

namespace Tracehouse.Server.Hosting;

/// <summary>Where settings come from, later ones winning: defaults, appsettings.json, environment, command line.</summary>
internal static class ServerSettings
{
    private const string Prefix = "TRACEHOUSE_";

    /// <summary>Names that the OpenTracy pages promise.</summary>
    private static readonly (string Variable, string Setting)[] Switches =
    [
        ("OPENTRACY_CH_ENABLED", "ClickHouse:Enabled"), ("OPENTRACY_TRACE_CONTENT", "Privacy:Content"), ("OPENTRACY_TRACE_REDACT", "Privacy:Redact"),
    ];

    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Gateway:Url"] = "http://127.0.0.1:8080",
        ["Api:Url"] = "http://127.0.0.1:8000",
        ["Otlp:HttpUrl"] = "http://127.0.0.1:4318",
        ["Otlp:GrpcUrl"] = "http://127.0.0.1:4317",
        ["Data:Directory"] = "tracehouse-data",
    };

    /// <summary>Throws <see cref="SettingException"/> for a setting on the command line or under our prefix that nothing reads, because a typing error would go unnoticed.</summary>
    public static void AddServerSettings(this ConfigurationManager configuration, string[] args)
    {
        var sources = configuration.Sources.ToArray();
        configuration.Sources.Clear();
        configuration.AddInMemoryCollection(Defaults);
        Array.ForEach(sources, configuration.Sources.Add);
        configuration.AddInMemoryCollection(DocumentedElsewhere());
        configuration.AddEnvironmentVariables(Prefix);
        configuration.AddCommandLine(args);

        // A variable without a double underscore may be meant for a client of ours in the same environment.
        KnownSettings.RefuseOthers(
            new ConfigurationBuilder().AddEnvironmentVariables(Prefix).Build().GetChildren().Where(section => section.GetChildren().Any()), Prefix);
        KnownSettings.RefuseOthers(new ConfigurationBuilder().AddCommandLine(args).Build().GetChildren(), "--");
        RefuseLeftovers(args);
    }

    private static Dictionary<string, string?> DocumentedElsewhere() => Switches
        .Select(each => (each.Setting, Value: SwitchOf(each.Variable))).Where(each => each.Value is not null).ToDictionary(each => each.Setting, each => each.Value);

    private static string? SwitchOf(string variable) => Environment.GetEnvironmentVariable(variable)?.Trim().ToLowerInvariant() switch
    {
        null or "" => null,
        "1" or "true" or "yes" or "on" => "true",
        "0" or "false" or "no" or "off" => "false",
        var value => throw new SettingException($"The environment variable {variable} is '{value}'; it must be true or false."),
    };

    /// <summary>The framework passes silently over a word that belongs to no option.</summary>
    private static void RefuseLeftovers(string[] args)
    {
        for (var index = 0; index < args.Length; index++)
        {
            var isOption = args[index].StartsWith('-') || args[index].StartsWith('/') || args[index].Contains('=');
            if (!isOption)
            {
                throw new SettingException($"'{args[index]}' is neither a command nor a setting. See --help.");
            }

            index += args[index].Contains('=') ? 0 : 1;
        }
    }
}
