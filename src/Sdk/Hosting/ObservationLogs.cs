using Microsoft.Extensions.Logging;

namespace Tracehouse.Hosting;

/// <summary>The log of the application, as far as it belongs to observations.</summary>
[ProviderAlias("Tracehouse")]
internal sealed class ObservationLogs : ILoggerProvider, ISupportExternalScope
{
    public ILogger CreateLogger(string categoryName) => new ObservationLogger(categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => OpenScopes.Provider = scopeProvider;

    public void Dispose() => OpenScopes.Provider = null;
}
