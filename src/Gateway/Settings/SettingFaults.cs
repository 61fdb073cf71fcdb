using System.Numerics;
using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Settings;

/// <summary>Collects what is out of its range in a section of the settings, each in a sentence that names the one to change.</summary>
internal sealed class SettingFaults(string section)
{
    private readonly List<string> _faults = [];

    /// <summary>Success when nothing is.</summary>
    public ValidateOptionsResult Result => _faults.Count > 0 ? ValidateOptionsResult.Fail(_faults) : ValidateOptionsResult.Success;

    /// <summary>Looks at one setting; the next can follow.</summary>
    public SettingFaults Range<T>(string key, T value, T least, T most)
        where T : INumber<T>
    {
        if (!(value >= least && value <= most))
        {
            _faults.Add($"{section}:{key} is {value}; it must be from {least} to {most}.");
        }

        return this;
    }

    /// <summary>The same for what is no range. The value is not repeated, because it may hold a secret.</summary>
    public SettingFaults Need(bool isRight, string fault)
    {
        if (!isRight)
        {
            _faults.Add($"{section}:{fault}");
        }

        return this;
    }
}
