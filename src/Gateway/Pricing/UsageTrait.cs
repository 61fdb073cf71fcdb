namespace Tracehouse.Gateway.Pricing;

/// <summary>What tells a part of a usage from the rest of it.</summary>
[Flags]
internal enum UsageTrait
{
    None = 0,
    Input = 1,
    Output = 2,
    Audio = 4,
    Image = 8,
    CacheRead = 16,
    CacheWrite = 32,
    OneHour = 64,
    Reasoning = 128,
    Citation = 256,
}
