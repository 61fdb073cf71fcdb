using Microsoft.Extensions.Configuration.Json;
using Tracehouse.Server.Listening;

namespace Tracehouse.Server.Hosting;

/// <summary>Where settings come from, later ones winning: defaults, appsettings.json, environment, command line.</summary>
internal static class ServerSettings
{
    private const string Prefix = "TRACEHOUSE_";

    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Gateway:Url"] = "http://127.0.0.1:8080",
        ["Api:Url"] = "http://127.0.0.1:8000",
        ["Otlp:HttpUrl"] = "http://127.0.0.1:4318",
        ["Otlp:GrpcUrl"] = "http://127.0.0.1:4317",
        ["Doors:ConnectionsMax"] = "20000",
        ["Data:Directory"] = "tracehouse-data",
    };

    /// <summary>Throws <see cref="SettingException"/> for a setting on the command line, under our prefix or in a file that nothing reads, because a typing error would go unnoticed.</summary>
    /// <returns>What the operator should know of the settings, for the log.</returns>
    public static IReadOnlyList<string> AddServerSettings(this ConfigurationManager configuration, string[] args)
    {
        var sources = configuration.Sources.ToArray();
        configuration.Sources.Clear();
        configuration.AddInMemoryCollection(Defaults);
        Array.ForEach(sources, configuration.Sources.Add);
        var (elsewhere, notes) = OpenTracyVariables.Read(Environment.GetEnvironmentVariable);
        configuration.AddInMemoryCollection(elsewhere);
        configuration.AddEnvironmentVariables(Prefix);
        configuration.AddCommandLine(args);

        // A variable without a double underscore may be meant for a client of ours in the same environment.
        KnownSettings.RefuseOthers(
            new ConfigurationBuilder().AddEnvironmentVariables(Prefix).Build().GetChildren().Where(section => section.GetChildren().Any()), Prefix);
        KnownSettings.RefuseOthers(new ConfigurationBuilder().AddCommandLine(args).Build().GetChildren(), "--");
        foreach (var file in sources.OfType<JsonConfigurationSource>())
        {
            var path = file.Path ?? "";
            var source = new JsonConfigurationSource { Path = path, FileProvider = file.FileProvider, Optional = file.Optional };
            KnownSettings.RefuseOthers(new ConfigurationBuilder().Add(source).Build().GetChildren(), "", $" in {path}");
        }

        RefuseLeftovers(args);
        return notes;
    }

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
