using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Capture;

/// <summary>Puts the recording of calls together.</summary>
internal static class CaptureSetup
{
    /// <summary>Adds what makes a record of a call. Prices, privacy and metrics must be added, and by the host an <c>IRecordSink</c>.</summary>
    public static void AddCapture(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CaptureOptions>().Bind(configuration.GetSection("Gateway")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CaptureOptions>, CaptureOptionsValidator>();
        services.AddSingleton<CallPrices>();
        services.AddSingleton<CallerContext>();
        services.AddSingleton<CallRecorder>();
    }
}
