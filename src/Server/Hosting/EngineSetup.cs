using Tracehouse.Engine.Supervision;
using Tracehouse.Gateway.Wire;
using Tracehouse.Server.Listening;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Server.Hosting;

/// <summary>Chooses the ClickHouse: a server when <c>ClickHouse:Url</c> names one, else the engine that is started beside this process.</summary>
internal static class EngineSetup
{
    public static void AddClickHouseAddress(this IServiceCollection services, IConfiguration configuration, DataDirectory data)
    {
        if (configuration["ClickHouse:Url"] is { Length: > 0 } url && Uri.TryCreate(url, UriKind.Absolute, out var server))
        {
            services.AddSingleton(new ClickHouseAddress(server, $"ClickHouse at {server}", HoppingStream.UseIn(EngineClientHandler.Create(EngineEndpoint.OfUrl(server)))));
            return;
        }

        services.AddSingleton(new EngineSupervisorOptions
        {
            Command = EngineCommand.OfThisProgram(),
            DataDirectory = Path.Combine(data.Path, "engine"),
            Url = EngineUrl(configuration["Engine:Url"]),
        });
        services.AddSingleton<EngineSupervisor>();
        services.AddSingleton(provider =>
        {
            var endpoint = provider.GetRequiredService<EngineSupervisor>().Endpoint;
            return new ClickHouseAddress(
                endpoint.Url, "The embedded engine", HoppingStream.UseIn(EngineClientHandler.Create(endpoint)), OperatingSystem.IsLinux() ? Path.Combine(data.Path, "engine") : null);
        });
        if (configuration.GetValue("ClickHouse:Enabled", true))
        {
            services.AddHostedService(provider => provider.GetRequiredService<EngineSupervisor>());
        }
    }

    private static Uri? EngineUrl(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        ListenerUrl.ParseLoopback("Engine:Url", text);
        return new Uri(text);
    }
}
