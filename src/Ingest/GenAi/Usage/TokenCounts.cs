using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Usage;

/// <summary>Tokens as a sender counted them, before it is clear which of its numbers include which.</summary>
internal sealed class TokenCounts
{
    private readonly Dictionary<TokenKind, long> _counts = [];
    private Dictionary<string, long>? _others;

    /// <summary>Whether a name said that the parts stand beside the whole.</summary>
    public bool HasBuckets { get; set; }

    public bool IsEmpty => _counts.Count == 0 && _others is null;

    public long? this[TokenKind kind] => _counts.TryGetValue(kind, out var count) ? count : null;

    /// <summary>The first count of a kind stays.</summary>
    public void Add(TokenKind kind, long? count)
    {
        if (count is { } given)
        {
            _counts.TryAdd(kind, given);
        }
    }

    public void AddOther(string name, long count) => (_others ??= []).TryAdd(name, count);

    /// <summary>Counts of other maps fill what this one leaves open.</summary>
    public void AddMissing(TokenCounts others)
    {
        foreach (var (kind, count) in others._counts)
        {
            _counts.TryAdd(kind, count);
        }

        foreach (var (name, count) in others._others ?? [])
        {
            AddOther(name, count);
        }

        HasBuckets |= others.HasBuckets;
    }

    /// <summary>The counts in our terms: input includes what was read from and written to a cache, output includes thoughts.</summary>
    /// <param name="isBeside">Whether this sender is known to count the cache beside the input.</param>
    public TokenUsage ToUsage(bool isBeside)
    {
        if (IsEmpty)
        {
            return TokenUsage.Unknown;
        }

        var (input, output) = (this[TokenKind.Input], this[TokenKind.Output]);
        var (inputBeside, outputBeside) = Beside(input ?? 0, output ?? 0, isBeside);
        return new TokenUsage
        {
            Input = input is null && inputBeside == 0 ? null : (input ?? 0) + inputBeside,
            Output = output is null && outputBeside == 0 ? null : (output ?? 0) + outputBeside,
            CachedInput = this[TokenKind.CacheRead],
            Reasoning = this[TokenKind.Reasoning],
            Details = Details(),
        };
    }

    /// <summary>What must be added to input and output. The total tells, where there is one; otherwise parts cannot be larger than the whole.</summary>
    private (long Input, long Output) Beside(long input, long output, bool isBeside)
    {
        var cache = (this[TokenKind.CacheRead] ?? 0) + (this[TokenKind.CacheWrite] ?? 0);
        var thought = this[TokenKind.Reasoning] ?? 0;
        if (this[TokenKind.Total] is { } total && !isBeside)
        {
            ReadOnlySpan<long> inputs = [0, cache, cache + (this[TokenKind.InputAudio] ?? 0)];
            ReadOnlySpan<long> outputs = [0, thought, thought + (this[TokenKind.OutputAudio] ?? 0)];
            foreach (var inputBeside in inputs)
            {
                foreach (var outputBeside in outputs)
                {
                    if (input + inputBeside + output + outputBeside == total)
                    {
                        return (inputBeside, outputBeside);
                    }
                }
            }
        }

        return (isBeside || HasBuckets || cache > input ? cache : 0, HasBuckets || thought > output ? thought : 0);
    }

    private Dictionary<string, long> Details()
    {
        var details = new Dictionary<string, long>();
        Copy(TokenKind.CacheWrite, UsageKind.CacheWrite);
        Copy(TokenKind.CacheWriteHour, UsageKind.CacheWriteHour);
        Copy(TokenKind.InputAudio, UsageKind.InputAudio);
        Copy(TokenKind.OutputAudio, UsageKind.OutputAudio);
        Copy(TokenKind.InputImage, UsageKind.InputImage);
        Copy(TokenKind.OutputImage, UsageKind.OutputImage);
        foreach (var (name, count) in _others ?? [])
        {
            details.TryAdd(name, count);
        }

        return details;

        void Copy(TokenKind kind, string name)
        {
            if (this[kind] is > 0 and { } count)
            {
                details[name] = count;
            }
        }
    }
}
