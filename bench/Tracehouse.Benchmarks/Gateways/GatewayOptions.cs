using System.Globalization;

namespace Tracehouse.Benchmarks.Gateways;

/// <summary>How much to measure: of whom, how often and how long.</summary>
internal sealed record GatewayOptions(int Rounds, double Seconds, double WarmSeconds, IReadOnlyList<string> Peers, IReadOnlyList<string> Cases, bool IsQuick)
{
    public const string Usage =
        "[--rounds N] [--seconds S] [--warm S] [--peers direct,nginx,kestrel,portkey,tracehouse] [--cases small,small200,small500,large,burst,paced,slow] [--quick]";

    private static readonly string[] AllPeers = ["direct", "nginx", "kestrel", "portkey", "tracehouse"];

    private static readonly string[] AllCases = ["small", "small200", "small500", "large", "burst", "paced", "slow"];

    /// <summary>Null when the arguments are not those of <see cref="Usage"/>.</summary>
    public static GatewayOptions? TryParse(string[] arguments)
    {
        var isQuick = arguments.Contains("--quick");
        var options = new GatewayOptions(Rounds: isQuick ? 1 : 3, Seconds: isQuick ? 0.7 : 3, WarmSeconds: isQuick ? 1.5 : 20, AllPeers, AllCases, isQuick);
        for (var rest = arguments.AsSpan(); !rest.IsEmpty;)
        {
            switch (rest)
            {
                case ["--quick", ..]:
                    rest = rest[1..];
                    continue;
                case ["--rounds", var text, ..] when int.TryParse(text, CultureInfo.InvariantCulture, out var rounds) && rounds is > 0 and <= 100:
                    options = options with { Rounds = rounds };
                    break;
                case ["--seconds", var text, ..] when double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 60:
                    options = options with { Seconds = seconds };
                    break;
                case ["--warm", var text, ..] when double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 600:
                    options = options with { WarmSeconds = seconds };
                    break;
                case ["--cases", var text, ..] when text.Split(',') is var cases && cases.All(AllCases.Contains):
                    options = options with { Cases = cases };
                    break;
                case ["--peers", var text, ..] when text.Split(',') is var peers && peers.All(AllPeers.Contains):
                    options = options with { Peers = peers };
                    break;
                default:
                    return null;
            }

            rest = rest[2..];
        }

        return options;
    }
}
