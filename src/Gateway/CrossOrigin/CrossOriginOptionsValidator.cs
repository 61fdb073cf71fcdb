using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.CrossOrigin;

/// <summary>Finds what is no origin as a browser writes it, which would silently allow nothing.</summary>
internal sealed class CrossOriginOptionsValidator : IValidateOptions<CrossOriginOptions>
{
    public ValidateOptionsResult Validate(string? name, CrossOriginOptions options)
    {
        var wrong = options.ToSet().Where(static origin => !IsOrigin(origin)).ToList();
        return wrong.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Gateway:AllowedOrigins has {string.Join(" and ", wrong)}; write origins such as https://app.example.com, without a path, separated by semicolons.");
    }

    private static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.GetLeftPart(UriPartial.Authority).Equals(origin, StringComparison.OrdinalIgnoreCase);
}
