namespace Tracehouse.Store.ClickHouse;

/// <summary>ClickHouse cannot be reached, is switched off or is not ready. Trying again later may help.</summary>
public sealed class ClickHouseUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
