using System.Runtime.InteropServices;
using System.Text;

namespace Tracehouse.Engine.Native;

/// <summary>One connection to the library; it runs one statement at a time.</summary>
internal sealed unsafe class ChdbConnection : IDisposable
{
    private static readonly Lock Connecting = new();

    private nint* _handle;

    private ChdbConnection(nint* handle) => _handle = handle;

    /// <summary>Null when the library refuses, as it does for a directory that another process has open.</summary>
    public static ChdbConnection? Open(params ReadOnlySpan<string> arguments)
    {
        var texts = new byte*[arguments.Length + 1];
        texts[0] = Utf8StringMarshal("chdb");
        for (var i = 0; i < arguments.Length; i++)
        {
            texts[i + 1] = Utf8StringMarshal(arguments[i]);
        }

        nint* handle = null;
        lock (Connecting)
        {
            RuntimeSignals.Preserve(() =>
            {
                fixed (byte** start = texts)
                {
                    handle = Chdb.Connect(texts.Length, start);
                }
            });
        }

        foreach (var text in texts)
        {
            Marshal.FreeCoTaskMem((nint)text);
        }

        return handle is null ? null : new ChdbConnection(handle);
    }

    /// <summary>Ends the library for good; after all connections are closed.</summary>
    public static void Shutdown() => Chdb.Shutdown();

    /// <summary>Waits for the whole answer. A FORMAT clause in the statement wins over the format given here.</summary>
    public QueryResult Query(ReadOnlySpan<byte> query, string format, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        using var values = new QueryParameters(parameters);
        var formatText = Encoding.UTF8.GetBytes(format);
        fixed (byte* queryStart = query)
        fixed (byte* formatStart = formatText)
        {
            return new QueryResult(Chdb.Query(
                *_handle, queryStart, (nuint)query.Length, formatStart, (nuint)formatText.Length,
                values.Names, values.NameLengths, values.Values, values.ValueLengths, values.Count));
        }
    }

    public QueryResult Query(string query) => Query(Encoding.UTF8.GetBytes(query), "TabSeparated", []);

    /// <summary>Begins an INSERT; the statement is without its FORMAT clause.</summary>
    public InsertStream BeginInsert(ReadOnlySpan<byte> query, string format, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var values = new QueryParameters(parameters);
        var formatText = Encoding.UTF8.GetBytes(format);
        fixed (byte* queryStart = query)
        fixed (byte* formatStart = formatText)
        {
            return new InsertStream(
                Chdb.BeginInsert(
                    *_handle, queryStart, (nuint)query.Length, formatStart, (nuint)formatText.Length,
                    values.Names, values.NameLengths, values.Values, values.ValueLengths, values.Count),
                values);
        }
    }

    public void Dispose()
    {
        if (_handle is not null)
        {
            Chdb.Close(_handle);
            _handle = null;
        }
    }

    private static byte* Utf8StringMarshal(string text) => (byte*)Marshal.StringToCoTaskMemUTF8(text);
}
