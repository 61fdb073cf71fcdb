using System.Text.Json.Serialization;

namespace Tracehouse.Ui.Trees;

/// <summary>How answers to the page's script are written.</summary>
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class TreeJson : JsonSerializerContext;
