namespace Tracehouse.Query.Metrics;

/// <summary>What is measured.</summary>
public enum MetricView
{
    /// <summary>Spans.</summary>
    Observations,

    /// <summary>Traces as a whole.</summary>
    Traces,

    /// <summary>Judgements by a number.</summary>
    NumericScores,

    /// <summary>Judgements by yes or no.</summary>
    BooleanScores,

    /// <summary>Judgements by a word.</summary>
    CategoricalScores,
}
