namespace Tracehouse.Vendors.Opper.Wire;

/// <summary>Opper's API, from the configuration section <c>Opper</c>.</summary>
public sealed class OpperOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Vendors:Opper";

    /// <summary>The largest request.</summary>
    public int BodyBytesMax { get; set; } = 16 << 20;

    /// <summary>Where calls of models go; empty for the gateway of this server.</summary>
    public string GatewayUrl { get; set; } = "";

    /// <summary>The model of calls that name none.</summary>
    public string Model { get; set; } = "";

    /// <summary>The model that makes vectors of texts where none is named.</summary>
    public string EmbeddingModel { get; set; } = "";

    /// <summary>How long a call may take, its repeats included.</summary>
    public int CallSecondsMax { get; set; } = 600;

    /// <summary>How often a model is asked at most until its answer follows the schema.</summary>
    public int AttemptsMax { get; set; } = 5;

    /// <summary>The largest answer of a model.</summary>
    public int AnswerBytesMax { get; set; } = 16 << 20;

    /// <summary>Of how many spans it is remembered which trace they are in, so that the store need not be asked.</summary>
    public int SpansRememberedMax { get; set; } = 100_000;

    /// <summary>How many spans of a trace are answered.</summary>
    public int TraceSpansMax { get; set; } = 2_000;

    /// <summary>How many characters one vector of a knowledge base stands for.</summary>
    public int SegmentCharactersMax { get; set; } = 2_000;
}
