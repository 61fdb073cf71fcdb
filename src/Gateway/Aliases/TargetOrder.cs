using System.Security.Cryptography;
using System.Text;
using Tracehouse.Gateway.Pricing;
using Tracehouse.Gateway.Resilience;
using Tracehouse.Gateway.Routing;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Aliases;

/// <summary>Puts the targets that a call may ask into the order of their alias's strategy.</summary>
internal sealed class TargetOrder(PriceBook prices, Random random, TimeProvider time)
{
    /// <summary>What is assumed of a call before it is made: so many bytes of a prompt to a token, and so many tokens of an answer.</summary>
    private const int BytesPerToken = 4;
    private const int AnswerTokens = 500;

    /// <summary>Sorts them in place.</summary>
    public void Apply(Alias alias, List<(AliasTarget Target, Route Route)> targets, CallFacts call)
    {
        if (targets.Count < 2 || alias.Strategy == AliasStrategy.Fallback)
        {
            return;
        }

        var ranked = targets.Select(entry => (entry.Target, entry.Route, Rank: RankOf(alias, entry.Target, entry.Route, call))).OrderBy(entry => entry.Rank).ToList();
        targets.Clear();
        targets.AddRange(ranked.Select(entry => (entry.Target, entry.Route)));
        if (alias.Strategy == AliasStrategy.LeastLatency)
        {
            TimeOf(targets[0].Target.Health, call).Claim(alias.LatencyLifetime);
        }
    }

    /// <summary>The lowest goes first; those of the same rank stay in the order they are written.</summary>
    private double RankOf(Alias alias, AliasTarget target, Route route, CallFacts call) => alias.Strategy switch
    {
        AliasStrategy.Weighted => Draw(alias, target, call),
        AliasStrategy.LeastLatency => TimeOf(target.Health, call).Rank(alias.LatencyLifetime),
        _ => CostOf(route, call),
    };

    private static AnswerTime TimeOf(TargetHealth health, CallFacts call) => call.IsStream ? health.Streamed : health.Whole;

    /// <summary>
    /// Draws a number for each target alone, such that each comes out lowest as often as its weight says. For somebody who is to stay with a target the
    /// draw is always the same, and a target that is added takes over only its own share.
    /// </summary>
    private double Draw(Alias alias, AliasTarget target, CallFacts call)
    {
        var who = alias.Options.StickyBy switch
        {
            "user" => call.User,
            "session" => call.Session,
            _ => null,
        };
        var chance = who is null ? random.NextDouble() : Hash($"{alias.Name}\n{target.Model}\n{who}");
        return target.Weight > 0 ? -Math.Log(1 - chance) / target.Weight : double.MaxValue;
    }

    private double CostOf(Route route, CallFacts call)
    {
        var usage = new TokenUsage { Input = call.PromptBytes / BytesPerToken, Output = AnswerTokens };
        var cost = prices.Price(route.Provider.Name, route.Model, null, usage, time.GetUtcNow());
        return cost is null ? double.MaxValue : (double)(cost.InputUsd + cost.OutputUsd);
    }

    /// <summary>From zero up to, but not, one.</summary>
    private static double Hash(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return (BitConverter.ToUInt64(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
