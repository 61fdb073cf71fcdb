using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracehouse.Datasets.Items;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 1_000)]
[JsonSerializable(typeof(Dataset))]
[JsonSerializable(typeof(DatasetItem))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(string))]
internal sealed partial class DatasetJson : JsonSerializerContext;
