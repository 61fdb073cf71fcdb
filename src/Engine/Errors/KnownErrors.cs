namespace Tracehouse.Engine.Errors;

/// <summary>The errors that the HTTP side finds by itself, under the codes that ClickHouse uses for them.</summary>
internal static class KnownErrors
{
    public static EngineError EmptyQuery { get; } = new(62, "SYNTAX_ERROR", "Syntax error: Empty query");

    public static EngineError MultipleStatements { get; } =
        new(62, "SYNTAX_ERROR", "Syntax error (Multi-statements are not allowed): only one statement can be sent at a time");

    public static EngineError IntoOutfile { get; } = new(358, "INTO_OUTFILE_NOT_ALLOWED", "INTO OUTFILE is not allowed over HTTP");

    public static EngineError FromInfile { get; } = new(48, "NOT_IMPLEMENTED", "FROM INFILE is not allowed over HTTP: send the data in the body");

    public static EngineError ReadOnly { get; } = new(164, "READONLY", "Cannot execute query in readonly mode: GET only reads, use POST");

    public static EngineError TooManyQueries { get; } =
        new(202, "TOO_MANY_SIMULTANEOUS_QUERIES", "Too many simultaneous queries, and the queue for them is full");

    public static EngineError Stopping { get; } = new(236, "ABORTED", "The engine is stopping") { Status = 503 };

    public static EngineError NativeCompression { get; } =
        new(48, "NOT_IMPLEMENTED", "The native compression (compress=1, decompress=1) is not supported: use gzip");

    public static EngineError Multipart { get; } = new(48, "NOT_IMPLEMENTED", "multipart/form-data is not supported: send parameters in the address");

    public static EngineError BadCompression { get; } = new(271, "CANNOT_DECOMPRESS", "Cannot decompress the body") { Status = 400 };

    public static EngineError BodyEnded { get; } = new(33, "CANNOT_READ_ALL_DATA", "The body ended before its announced length");

    public static EngineError SessionIsLocked { get; } = new(373, "SESSION_IS_LOCKED", "Session is locked by a concurrent client");

    public static EngineError SessionNotFound { get; } = new(372, "SESSION_NOT_FOUND", "Session not found") { Status = 404 };

    public static EngineError TooManySessions { get; } = new(202, "TOO_MANY_SIMULTANEOUS_QUERIES", "Too many sessions are open");

    public static EngineError QueryTooLarge(int bytesMax) =>
        new(62, "SYNTAX_ERROR", $"Syntax error: Max query size exceeded (can be increased with the `max_query_size` setting): {bytesMax} bytes");

    public static EngineError BodyTooLarge(long bytesMax) => new(307, "TOO_MANY_BYTES", $"The body is larger than {bytesMax} bytes") { Status = 413 };

    public static EngineError AnswerTooLarge(long bytesMax) => new(396, "TOO_MANY_ROWS_OR_BYTES", $"The answer is larger than {bytesMax} bytes");

    public static EngineError UnknownEncoding(string encoding) =>
        new(48, "NOT_IMPLEMENTED", $"Unknown compression method '{encoding}': only gzip, deflate and br are supported");

    public static EngineError Internal(string message) => new(1001, "STD_EXCEPTION", message);

    public static EngineError InvalidSessionTimeout(string text, int secondsMax) =>
        new(374, "INVALID_SESSION_TIMEOUT", $"Invalid session timeout '{text}': it must be a number of seconds up to {secondsMax}") { Status = 400 };
}
