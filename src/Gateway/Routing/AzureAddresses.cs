using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Routing;

/// <summary>Where things are at Azure: most under the deployment that the model names, and with a version of the API; the newer ones under an address of their own.</summary>
internal sealed class AzureAddresses(string endpoint, string apiVersion)
{
    public const string DefaultApiVersion = "2024-10-21";

    private const string Plain = "/openai";
    private const string Newer = "/openai/v1";

    private readonly string _endpoint = endpoint.TrimEnd('/');

    /// <summary>The address of an endpoint. The query, if there is one, begins with its question mark.</summary>
    public string Of(Dialect dialect, string model, string? query)
    {
        if (dialect.FixedProvider is not null)
        {
            return $"{_endpoint}/{dialect.Path}{(NeedsVersion(dialect.Path) ? WithVersion(query) : query)}";
        }

        var isNewer = _endpoint.EndsWith(Newer, StringComparison.OrdinalIgnoreCase);
        var resource = isNewer ? _endpoint[..^Newer.Length] : _endpoint.EndsWith(Plain, StringComparison.OrdinalIgnoreCase) ? _endpoint[..^Plain.Length] : _endpoint;
        return isNewer || dialect is Responses
            ? $"{resource}{Newer}/{dialect.Path}{query}"
            : $"{resource}{Plain}/deployments/{Uri.EscapeDataString(model)}/{dialect.Path}{WithVersion(query)}";
    }

    private static bool NeedsVersion(string path) =>
        path.StartsWith("openai/", StringComparison.OrdinalIgnoreCase) && !path.StartsWith("openai/v1/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The caller knows best which version it speaks.</summary>
    private string WithVersion(string? query)
    {
        var parts = (query ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);
        var isGiven = Array.Exists(parts, part => part.StartsWith("api-version=", StringComparison.OrdinalIgnoreCase));
        return isGiven ? query! : $"?{string.Join('&', [.. parts, $"api-version={apiVersion}"])}";
    }
}
