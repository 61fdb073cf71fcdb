namespace Tracehouse.Gateway.Dialects;

/// <summary>The family of APIs that a provider has.</summary>
internal enum WireFormat
{
    /// <summary>What OpenAI has, and most others copy.</summary>
    OpenAi,

    /// <summary>What Anthropic has.</summary>
    Anthropic,

    /// <summary>What Amazon Bedrock has.</summary>
    Bedrock,
}
