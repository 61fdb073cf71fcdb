namespace Tracehouse.Vendors.OpenTracy.Importing;

/// <summary>Limits of OpenTracy's API, from the configuration section <c>Vendors:OpenTracy</c>.</summary>
public sealed class ImportOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Vendors:OpenTracy";

    /// <summary>The largest request, of traces as of datasets.</summary>
    public int BodyBytesMax { get; set; } = 64 << 20;

    /// <summary>The most reasons that one answer gives for traces that were left out.</summary>
    public int ErrorsMax { get; set; } = 100;
}
