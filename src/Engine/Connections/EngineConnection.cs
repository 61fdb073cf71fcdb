using Tracehouse.Engine.Errors;
using Tracehouse.Engine.Native;

namespace Tracehouse.Engine.Connections;

/// <summary>A connection with a name of its own, by which whatever runs on it can be cancelled from another one.</summary>
internal sealed class EngineConnection(ChdbConnection native, string name) : IDisposable
{
    public string Name => name;

    public ChdbConnection Native => native;

    public ConnectionKey Key { get; private set; }

    /// <summary>Sets the database and the settings. The connection is of no use after an error.</summary>
    public EngineError? Prepare(ConnectionKey key)
    {
        Key = key;
        return Run(key.UseStatement) ?? Run(key.SetStatement);
    }

    public void Dispose() => native.Dispose();

    private EngineError? Run(string? statement)
    {
        if (statement is null)
        {
            return null;
        }

        using var result = native.Query(statement);
        return result.Error;
    }
}
