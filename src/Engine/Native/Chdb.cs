using System.Runtime.InteropServices;

namespace Tracehouse.Engine.Native;

/// <summary>The functions of libchdb that are used here, as its header declares them.</summary>
internal static unsafe partial class Chdb
{
    public const string Library = "libchdb";

    [LibraryImport(Library, EntryPoint = "chdb_set_signal_handlers_enabled")]
    public static partial void SetSignalHandlersEnabled(int enabled);

    [LibraryImport(Library, EntryPoint = "chdb_connect")]
    public static partial nint* Connect(int count, byte** arguments);

    [LibraryImport(Library, EntryPoint = "chdb_close_conn")]
    public static partial void Close(nint* connection);

    [LibraryImport(Library, EntryPoint = "chdb_shutdown")]
    public static partial int Shutdown();

    [LibraryImport(Library, EntryPoint = "chdb_query_with_params_n")]
    public static partial nint Query(
        nint connection, byte* query, nuint queryLength, byte* format, nuint formatLength,
        byte** names, nuint* nameLengths, byte** values, nuint* valueLengths, nuint count);

    [LibraryImport(Library, EntryPoint = "chdb_stream_insert_with_params_n")]
    public static partial nint BeginInsert(
        nint connection, byte* query, nuint queryLength, byte* format, nuint formatLength,
        byte** names, nuint* nameLengths, byte** values, nuint* valueLengths, nuint count);

    [LibraryImport(Library, EntryPoint = "chdb_stream_insert_error")]
    public static partial byte* InsertError(nint insert);

    [LibraryImport(Library, EntryPoint = "chdb_stream_append")]
    public static partial int Append(nint insert, byte* data, nuint length);

    [LibraryImport(Library, EntryPoint = "chdb_stream_done")]
    public static partial nint EndInsert(nint insert);

    [LibraryImport(Library, EntryPoint = "chdb_stream_cancel_insert")]
    public static partial void CancelInsert(nint insert);

    [LibraryImport(Library, EntryPoint = "chdb_destroy_insert_stream")]
    public static partial void DestroyInsert(nint insert);

    [LibraryImport(Library, EntryPoint = "chdb_destroy_query_result")]
    public static partial void DestroyResult(nint result);

    [LibraryImport(Library, EntryPoint = "chdb_result_error")]
    public static partial byte* ResultError(nint result);

    [LibraryImport(Library, EntryPoint = "chdb_result_buffer")]
    public static partial byte* ResultBuffer(nint result);

    [LibraryImport(Library, EntryPoint = "chdb_result_length")]
    public static partial nuint ResultLength(nint result);

    [LibraryImport(Library, EntryPoint = "chdb_result_rows_read")]
    public static partial ulong ResultRows(nint result);

    [LibraryImport(Library, EntryPoint = "chdb_result_bytes_read")]
    public static partial ulong ResultBytes(nint result);

    [LibraryImport(Library, EntryPoint = "chdb_result_storage_rows_read")]
    public static partial ulong RowsRead(nint result);

    [LibraryImport(Library, EntryPoint = "chdb_result_storage_bytes_read")]
    public static partial ulong BytesRead(nint result);

    [LibraryImport(Library, EntryPoint = "chdb_result_rows_written")]
    public static partial ulong RowsWritten(nint result);

    [LibraryImport(Library, EntryPoint = "chdb_result_bytes_written")]
    public static partial ulong BytesWritten(nint result);
}
