using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Tracehouse.Payloads;

/// <summary>Writes the public properties of types that nobody has described. Only called where reflection is on, which trimming and AOT turn off.</summary>
internal static class PayloadReflection
{
    private static readonly ConcurrentDictionary<Type, (string Name, PropertyInfo Property)[]> Known = new();

    /// <summary>False when the type has no properties, so that its <c>ToString</c> says more.</summary>
    public static bool TryWrite(PayloadWriter writer, object value)
    {
        var type = value.GetType();
        if (type.IsDefined(typeof(JsonConverterAttribute), inherit: true))
        {
            PayloadJson.WriteReflected(writer, value);
            return true;
        }

        var properties = Known.GetOrAdd(type, static type => PropertiesOf(type));
        if (properties.Length == 0)
        {
            return false;
        }

        writer.BeginObject();
        foreach (var (name, property) in properties)
        {
            writer.Member(name, (value, property), static (read, writer) => writer.Value(Read(read.property, read.value)));
        }

        writer.EndObject();
        return true;
    }

    /// <summary>Throws what the property throws.</summary>
    private static object? Read(PropertyInfo property, object owner) => property.GetValue(owner, BindingFlags.DoNotWrapExceptions, null, null, null);

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Only called where reflection is on, which trimming turns off.")]
    private static (string Name, PropertyInfo Property)[] PropertiesOf(Type type) =>
    [
        .. from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           where property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike && !property.PropertyType.IsByRef
           where property.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always }
           select (property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? property.Name, property),
    ];
}
