using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tracehouse.Payloads;

/// <summary>Inputs and outputs as text: strings as they are, everything else as JSON. Never throws, whatever the value does.</summary>
internal static class PayloadText
{
    /// <summary>Text stays readable: what is shown escapes it for where it is shown.</summary>
    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null for what is not kept.</summary>
    public static string? Of<T>(T value)
    {
        var settings = PayloadSettings.Current;
        if (!settings.IsKept || value is null)
        {
            return null;
        }

        try
        {
            var text = value switch
            {
                string said => said,
                bool truth => truth ? "true" : "false",
                IFormattable number when value.GetType().IsPrimitive => number.ToString(null, CultureInfo.InvariantCulture),
                _ => Json(value),
            };
            return settings.Mask is null ? text : settings.Mask(text);
        }
        catch (Exception cause)
        {
            return $"<{value.GetType()} could not be written: {cause.GetType().Name}>";
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Only where reflection is on, which trimming turns off.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Only where reflection is on, which AOT turns off.")]
    private static string Json(object value) =>
        PayloadSettings.Current.Types?.GetTypeInfo(value.GetType(), JsonSerializerOptions.Default) is { } known ? JsonSerializer.Serialize(value, known)
        : JsonSerializer.IsReflectionEnabledByDefault ? JsonSerializer.Serialize(value, Written)
        : value.ToString() ?? "";
}
