namespace Tracehouse.Server.Listening;

/// <summary>A setting cannot work; the message names it and the mend.</summary>
internal sealed class SettingException(string message) : Exception(message);
