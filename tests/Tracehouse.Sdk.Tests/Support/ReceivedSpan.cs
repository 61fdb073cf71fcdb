namespace Tracehouse.Sdk.Tests.Support;

/// <summary>A span as it came over the wire.</summary>
internal sealed record ReceivedSpan(string TraceId, string Id, string ParentId, string Name, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<ReceivedEvent> Events, string Status)
{
    /// <summary>An attribute as text; lists are joined by commas. Empty when it is not there.</summary>
    public string this[string name] => Attributes.GetValueOrDefault(name, "");
}

/// <summary>Something that happened within a span.</summary>
internal sealed record ReceivedEvent(string Name, IReadOnlyDictionary<string, string> Attributes);
