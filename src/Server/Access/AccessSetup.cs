using Microsoft.Extensions.Options;

namespace Tracehouse.Server.Access;

/// <summary>Puts together who may come in to the API and the pages.</summary>
internal static class AccessSetup
{
    public static void AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SignInOptions>().Bind(configuration.GetSection("SignIn")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SignInOptions>, SignInOptionsValidator>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<TryLimit>();
        services.AddSingleton<AccessGuard>();
    }

    public static void UseAccessGuard(this IApplicationBuilder app)
    {
        var guard = app.ApplicationServices.GetRequiredService<AccessGuard>();
        app.Use(guard.InvokeAsync);
    }
}
