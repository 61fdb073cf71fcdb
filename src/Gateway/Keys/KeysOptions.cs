using Microsoft.Extensions.Configuration;

namespace Tracehouse.Gateway.Keys;

/// <summary>Who may come in, from the configuration section <c>Keys</c>.</summary>
public sealed class KeysOptions
{
    /// <summary>Whether keys are asked for though none was made yet; always so beyond loopback.</summary>
    public bool Required { get; set; }

    /// <summary>The most keys that may be made.</summary>
    public int CountMax { get; set; } = 10_000;

    /// <summary>The keys of the settings, by what stands for <c>&lt;n&gt;</c>.</summary>
    internal Dictionary<string, FixedKeyOptions> Fixed { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the keys, which are the sections among the settings.</summary>
    internal void ReadFixed(IConfiguration section)
    {
        foreach (var child in section.GetChildren().Where(child => child.GetChildren().Any()))
        {
            Fixed[child.Key] = child.Get<FixedKeyOptions>() ?? new FixedKeyOptions();
        }
    }
}
