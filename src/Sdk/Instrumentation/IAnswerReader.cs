namespace Tracehouse.Instrumentation;

/// <summary>Understands an answer while it passes.</summary>
internal interface IAnswerReader
{
    void Add(ReadOnlySpan<byte> bytes);

    /// <summary>Tells what was understood, once the answer is over.</summary>
    void Tell(Observation observation);
}
