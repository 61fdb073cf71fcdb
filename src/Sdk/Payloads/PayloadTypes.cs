using System.Collections.Concurrent;
using System.ComponentModel;

namespace Tracehouse.Payloads;

/// <summary>The types that the generator has seen, which are written without reflection; called by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PayloadTypes
{
    private static readonly ConcurrentDictionary<Type, Action<object, PayloadWriter>> Known = new();

    /// <summary>Says what is written of a type.</summary>
    public static void Know<T>(params PayloadMember<T>[] members) where T : notnull =>
        Known[typeof(T)] = (value, writer) => Write((T)value, members, writer);

    /// <summary>The way to write a value of the runtime type; null when it was not seen.</summary>
    internal static Action<object, PayloadWriter>? Find(Type type) => Known.GetValueOrDefault(type);

    private static void Write<T>(T value, PayloadMember<T>[] members, PayloadWriter writer)
    {
        writer.BeginObject();
        foreach (var member in members)
        {
            writer.Member(member.Name, value, member.Write);
        }

        writer.EndObject();
    }
}
