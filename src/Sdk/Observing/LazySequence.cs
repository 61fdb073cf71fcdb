using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Tracehouse.Observing;

/// <summary>Tells sequences that are there from those that are made while they are read, which must not be read by anybody but their owner.</summary>
internal static class LazySequence
{
    private static readonly ConcurrentDictionary<Type, string?> Known = new();

    public static bool Is(object value) => NameOf(value) is not null;

    /// <summary>What its items are; null when it is not lazy.</summary>
    public static string? NameOf(object value) => value is ICollection or string ? null : Known.GetOrAdd(value.GetType(), static type => Find(type));

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A collection whose interfaces were trimmed counts as lazy, which is safe.")]
    private static string? Find(Type type)
    {
        string? items = null;
        foreach (var face in type.GetInterfaces())
        {
            var open = face.IsGenericType ? face.GetGenericTypeDefinition() : face;
            if (open == typeof(ICollection<>) || open == typeof(IReadOnlyCollection<>))
            {
                return null;
            }

            if (open == typeof(IEnumerable<>) || open == typeof(IAsyncEnumerable<>) || open == typeof(IEnumerator<>) || open == typeof(IAsyncEnumerator<>))
            {
                items = face.GenericTypeArguments[0].Name;
            }
            else if (open == typeof(IEnumerable) || open == typeof(IEnumerator))
            {
                items ??= nameof(Object);
            }
        }

        return items;
    }
}
