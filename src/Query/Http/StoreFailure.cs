using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Query.Http;

/// <summary>Tells what went wrong in the store, for those who answer in words of their own.</summary>
public static class StoreFailure
{
    /// <summary>Whether the store refused a question, and with which code.</summary>
    public static bool IsRefusal(Exception cause, out int code)
    {
        code = cause is ClickHouseException refusal ? refusal.Code : 0;
        return cause is ClickHouseException;
    }
}
