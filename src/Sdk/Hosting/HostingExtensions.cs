using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;
using Tracehouse.Hosting;

namespace Tracehouse;

/// <summary>Adds tracing to an application that has a host, a set-up of OpenTelemetry, or a log.</summary>
public static class HostingExtensions
{
    /// <summary>
    /// Traces while the host runs, and sends what is left when it stops. Options come from the section <c>Tracehouse</c> of the configuration, then from
    /// <paramref name="configure"/>, then from the environment. A <see cref="TracehouseClient"/> can be injected. Settings that cannot work stop the host from starting, with an error that names them.
    /// </summary>
    /// <param name="builder">The builder of an ASP.NET Core or generic host.</param>
    /// <param name="configure">Sets what the configuration does not.</param>
    public static IHostApplicationBuilder AddTracehouse(this IHostApplicationBuilder builder, Action<TracehouseOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var host = builder.Environment;
        builder.Services.TryAddSingleton(services => OptionsOf(services.GetRequiredService<IConfiguration>(), host, configure));
        builder.Services.TryAddSingleton(services => Tracing.Start(services.GetRequiredService<TracehouseOptions>(), services.GetService<ILoggerFactory>()));
        builder.Services.TryAddSingleton(ClientOf);
        builder.Services.AddHostedService<HostedSession>();
        return builder;
    }

    /// <summary>
    /// Sends everything that a set-up of OpenTelemetry of the application's own records to Tracehouse too, observations included. The sampler is that of the set-up;
    /// the session ends with it.
    /// </summary>
    /// <param name="builder">The builder of the tracer provider.</param>
    /// <param name="configure">Sets what the configuration does not.</param>
    public static TracerProviderBuilder AddTracehouse(this TracerProviderBuilder builder, Action<TracehouseOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder is IDeferredTracerProviderBuilder later)
        {
            later.Configure((services, provider) =>
                Tracing.Start(OptionsOf(services.GetService<IConfiguration>(), services.GetService<IHostEnvironment>(), configure), services.GetService<ILoggerFactory>(), provider));
        }

        return builder;
    }

    /// <summary>
    /// What the application logs at <see cref="LogLevel.Warning"/> and above within an observation becomes an event of it, and the keys and values of log scopes that are open
    /// when an observation starts become its metadata. Off until it is asked for, because logs may hold what is not meant to leave the house.
    /// </summary>
    /// <param name="logging">The builder of the log.</param>
    public static ILoggingBuilder AddTracehouse(this ILoggingBuilder logging)
    {
        ArgumentNullException.ThrowIfNull(logging);
        logging.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoggerProvider, ObservationLogs>());
        return logging;
    }

    /// <summary>The session comes first, so that the client uses it instead of starting one.</summary>
    private static TracehouseClient ClientOf(IServiceProvider services)
    {
        services.GetRequiredService<TracingSession>();
        return new TracehouseClient(services.GetRequiredService<TracehouseOptions>(), services.GetService<ILoggerFactory>());
    }

    private static TracehouseOptions OptionsOf(IConfiguration? configuration, IHostEnvironment? host, Action<TracehouseOptions>? configure)
    {
        var options = new TracehouseOptions();
        if (configuration is not null)
        {
            OptionsSection.Read(configuration, options);
        }

        configure?.Invoke(options);
        SettingsOfEnvironment.Fill(options);
        options.ServiceName ??= host?.ApplicationName;
        options.Environment ??= host?.EnvironmentName.ToLowerInvariant();
        return options;
    }
}
