namespace Tracehouse.Gateway.Demo;

/// <summary>The models of the built-in demo.</summary>
internal static class DemoModels
{
    public const string Provider = "demo";

    /// <summary>Answers at once with what was said last.</summary>
    public const string Echo = "echo";

    /// <summary>The same, at the pace of a real model.</summary>
    public const string Slow = "slow";

    /// <summary>Always says that there are too many requests.</summary>
    public const string Error = "error";

    public static IReadOnlyList<string> All { get; } = [Echo, Slow, Error];
}
