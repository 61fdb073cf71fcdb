using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tracehouse.Observing;

namespace Tracehouse.Payloads;

/// <summary>What of inputs and outputs is kept; the same for the whole process.</summary>
internal sealed record PayloadSettings(bool IsKept, int CharactersMax, Func<string, string>? Mask, IJsonTypeInfoResolver? Types)
{
    private static readonly PayloadSettings Usual = new(IsKept: true, CharactersMax: 256 * 1024, Mask: null, Types: null);
    private static PayloadSettings _current = Usual;

    public static PayloadSettings Current
    {
        get => Volatile.Read(ref _current);
        set => Volatile.Write(ref _current, value);
    }

    /// <summary>How the application says that its types are written; null when it says nothing.</summary>
    public JsonSerializerOptions? Json { get; } = Types is null ? null : OptionsOf(Types);

    /// <summary>Ends these, unless others have taken their place.</summary>
    public static void Forget(PayloadSettings? settings)
    {
        if (settings is not null)
        {
            Interlocked.CompareExchange(ref _current, Usual, settings);
        }
    }

    private static JsonSerializerOptions OptionsOf(IJsonTypeInfoResolver types) =>
        new(types is JsonSerializerContext context ? context.Options : new JsonSerializerOptions())
        {
            TypeInfoResolver = types.WithAddedModifier(LeaveOutLazySequences),
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };

    private static void LeaveOutLazySequences(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            var before = property.ShouldSerialize;
            property.ShouldSerialize = (owner, value) => (value is null || !LazySequence.Is(value)) && before?.Invoke(owner, value) != false;
        }
    }
}
