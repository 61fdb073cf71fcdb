namespace Tracehouse.Ui.Transcripts;

/// <summary>A text of a span.</summary>
/// <param name="Text">What it says.</param>
/// <param name="SpanId">Where it stands.</param>
/// <param name="Number">Its place among the parts of that span's conversation.</param>
public sealed record SpanText(string Text, string SpanId, int Number);
