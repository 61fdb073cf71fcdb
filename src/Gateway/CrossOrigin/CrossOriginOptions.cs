namespace Tracehouse.Gateway.CrossOrigin;

/// <summary>Which web pages may call the gateway, under <c>Gateway</c>.</summary>
public sealed class CrossOriginOptions
{
    /// <summary>Origins such as <c>https://app.example.com</c>, separated by semicolons. None by default.</summary>
    public string? AllowedOrigins { get; set; }

    /// <summary>The origins one by one.</summary>
    public IReadOnlySet<string> ToSet() => (AllowedOrigins ?? "")
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
