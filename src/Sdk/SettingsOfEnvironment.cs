namespace Tracehouse;

/// <summary>What the environment says of where traces go, and whether the settings can work.</summary>
internal static class SettingsOfEnvironment
{
    /// <summary>Fills in what is not set. Throws <see cref="ArgumentException"/> naming the setting that cannot work.</summary>
    public static void Fill(TracehouseOptions options)
    {
        options.Url = Based(options.Url ?? AddressOf("TRACEHOUSE_URL") ?? new Uri("http://localhost:8000"), "Tracehouse:Url (TRACEHOUSE_URL)");
        options.GatewayUrl = Based(options.GatewayUrl ?? AddressOf("TRACEHOUSE_GATEWAY_URL") ?? new UriBuilder(options.Url) { Port = 8080, Path = "/" }.Uri, "Tracehouse:GatewayUrl (TRACEHOUSE_GATEWAY_URL)");
        options.Key ??= Of("TRACEHOUSE_KEY");
        options.Environment ??= Of("TRACEHOUSE_ENVIRONMENT");
        options.Release ??= Of("TRACEHOUSE_RELEASE");
        options.ServiceName ??= Of("OTEL_SERVICE_NAME");
        options.Model ??= Of("TRACEHOUSE_MODEL");
        Positive(options.PayloadCharactersMax, nameof(options.PayloadCharactersMax));
        Positive(options.QueueMax, nameof(options.QueueMax));
        Positive(options.QueueCharactersMax, nameof(options.QueueCharactersMax));
        Bounded(options.SendEvery, nameof(options.SendEvery));
        Bounded(options.SendTimeout, nameof(options.SendTimeout));
        Bounded(options.ShutdownTimeout, nameof(options.ShutdownTimeout));
        Bounded(options.CallTimeout, nameof(options.CallTimeout));
        Bounded(options.ReadTimeout, nameof(options.ReadTimeout));
        Positive(options.AnswerBytesMax, nameof(options.AnswerBytesMax));
        if (options.SamplingRatio is not (>= 0 and <= 1))
        {
            throw new ArgumentException($"Tracehouse:SamplingRatio is {options.SamplingRatio}; give a share from 0 to 1.");
        }
    }

    private static string? Of(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static Uri? AddressOf(string variable) =>
        Of(variable) is not { } value ? null
        : Uri.TryCreate(value, UriKind.Absolute, out var address) ? address
        : throw new ArgumentException($"{variable} is '{value}'; give an address such as http://localhost:8000.");

    /// <summary>With a slash at the end, so that paths can be added.</summary>
    private static Uri Based(Uri address, string setting) =>
        !address.IsAbsoluteUri || address.Scheme is not ("http" or "https") ? throw new ArgumentException($"{setting} is '{address}'; give an address such as http://localhost:8000.")
        : address.AbsolutePath.EndsWith('/') ? address
        : new UriBuilder(address) { Path = address.AbsolutePath + "/" }.Uri;

    /// <summary>What is longer than a day is a mistake, and more than a timer of the system can hold is a crash.</summary>
    private static void Bounded(TimeSpan time, string setting)
    {
        if (time <= TimeSpan.Zero || time > TimeSpan.FromDays(1))
        {
            throw new ArgumentException($"Tracehouse:{setting} is {time}; give a time above zero and up to a day, such as 00:00:05.");
        }
    }

    private static void Positive(long value, string setting)
    {
        if (value <= 0)
        {
            throw new ArgumentException($"Tracehouse:{setting} must be above zero.");
        }
    }
}
