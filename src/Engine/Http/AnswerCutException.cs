namespace Tracehouse.Engine.Http;

/// <summary>
/// Tells the server to send what has been written and then to close the connection without an orderly end of the answer, so
/// that no client takes it for complete. Aborting the connection instead would drop what is still on its way.
/// </summary>
internal sealed class AnswerCutException : Exception;
