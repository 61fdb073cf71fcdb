namespace Tracehouse.Records;

/// <summary>The store cannot be reached, is switched off or is not ready. Trying again later may help.</summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
