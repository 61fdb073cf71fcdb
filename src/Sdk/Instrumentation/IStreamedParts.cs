using System.Text.Json;

namespace Tracehouse.Instrumentation;

/// <summary>The events of one format, put together into the answer that would have come in one piece.</summary>
internal interface IStreamedParts
{
    /// <summary>Whether the provider said that this is all.</summary>
    bool IsWhole { get; set; }

    /// <summary>True when the event carries some of what the model says.</summary>
    bool Add(JsonElement happened);

    JsonDocument ToAnswer();
}
