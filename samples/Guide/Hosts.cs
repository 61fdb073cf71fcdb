using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Tracehouse;

/// <summary>Hosts, and set-ups of OpenTelemetry of one's own.</summary>
internal static class Hosts
{
    public static WebApplication Web(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddTracehouse(options => options.SamplingRatio = 0.1);
        builder.Logging.AddTracehouse();
        return builder.Build();
    }

    public static IHost Worker()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.AddTracehouse();
        return builder.Build();
    }

    public static void Factory(IServiceCollection services)
    {
        services.AddHttpClient("models").AddHttpMessageHandler(() => new TracingHandler());
    }

    public static TracerProvider OwnSetUp()
    {
        var provider = Sdk.CreateTracerProviderBuilder().AddSource("MyCompany.*").AddTracehouse().Build();
        return provider;
    }

    public static void Private(string card)
    {
        using var session = Tracing.Start(options =>
        {
            options.Mask = text => text.Replace(card, "****", StringComparison.Ordinal);
            options.CaptureContent = false;
        });
    }
}
