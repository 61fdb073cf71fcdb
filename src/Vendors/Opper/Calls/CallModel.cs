using System.Text.Json;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Calls;

/// <summary>A model to ask.</summary>
/// <param name="Name">As the gateway knows it, or an alias.</param>
/// <param name="Options">Parameters for this model, as an object; undefined when none.</param>
internal sealed record CallModel(string Name, JsonElement Options)
{
    private const int ModelsMax = 20;

    /// <summary>A name, an object with a name, or a list of these; and beside it the list of what to ask when it fails.</summary>
    public static IReadOnlyList<CallModel> ReadAll(Fields fields)
    {
        var models = new List<CallModel>();
        Add(fields, fields.Any("model"), models);
        Add(fields, fields.Any("fallback_models"), models);
        return models.Count <= ModelsMax ? models : fields.Blame<IReadOnlyList<CallModel>>($"'model' may name {ModelsMax} models.") ?? [];
    }

    private static void Add(Fields fields, JsonElement value, List<CallModel> models)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined:
                break;
            case JsonValueKind.String:
                models.Add(new CallModel(value.GetString()!, default));
                break;
            case JsonValueKind.Object when value.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String:
                models.Add(new CallModel(name.GetString()!, value.TryGetProperty("options", out var options) && options.ValueKind == JsonValueKind.Object ? options : default));
                break;
            case JsonValueKind.Array:
                foreach (var one in value.EnumerateArray())
                {
                    Add(fields, one, models);
                }

                break;
            default:
                fields.Blame<string>("'model' must be a name, an object with a 'name', or a list of these.");
                break;
        }
    }
}
