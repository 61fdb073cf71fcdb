using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>Puts the forwarding of calls together.</summary>
internal static class ForwardingSetup
{
    /// <summary>Adds every step of a call. All other parts of the gateway must be added.</summary>
    public static void AddForwarding(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ForwardingOptions>().Bind(configuration.GetSection("Gateway")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ForwardingOptions>, ForwardingOptionsValidator>();
        services.AddSingleton<FailureWords>();
        services.AddSingleton<RequestReader>();
        services.AddSingleton<CallRouter>();
        services.AddSingleton<UpstreamSender>();
        services.AddSingleton<AnswerHead>();
        services.AddSingleton<UpstreamTries>();
        services.AddSingleton<CallLog>();
        services.AddSingleton<CacheLookup>();
        services.AddSingleton<AnswerHolder>();
        services.AddSingleton<AnswerRelay>();
        services.AddSingleton<Forwarder>();
    }
}
