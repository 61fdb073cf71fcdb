namespace Tracehouse.Datasets.Settings;

/// <summary>Limits of datasets, from the configuration section <c>Datasets</c>.</summary>
public sealed class DatasetOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Datasets";

    /// <summary>The largest request.</summary>
    public int BodyBytesMax { get; set; } = 32 << 20;

    /// <summary>The most items of one request.</summary>
    public int ItemsPerRequestMax { get; set; } = 1_000;

    /// <summary>The longest name.</summary>
    public int NameCharactersMax { get; set; } = 255;
}
