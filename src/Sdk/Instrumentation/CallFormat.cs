namespace Tracehouse.Instrumentation;

/// <summary>In whose format a model is called.</summary>
internal enum CallFormat
{
    /// <summary>OpenAI's chat completions, which most providers speak.</summary>
    Chat,

    /// <summary>OpenAI's responses.</summary>
    Responses,

    /// <summary>OpenAI's embeddings.</summary>
    Embeddings,

    /// <summary>Anthropic's messages.</summary>
    Messages,
}
