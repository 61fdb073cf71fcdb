using System.Globalization;
using System.Text;

namespace Tracehouse.Benchmarks.Queries;

/// <summary>Calls of a model as OTLP tells them: a prompt of about 1 KB of everyday words, among them one that half of all have and one that no other has.</summary>
internal static class SyntheticSpans
{
    /// <summary>Every second prompt has it.</summary>
    public const string CommonWord = "invoice";

    private const int WordsMax = 4_096;

    public static string TraceId(long number) => (0xABCDEF0000000000UL + (ulong)number).ToString("x16", CultureInfo.InvariantCulture) + Mix(number).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The word that only this prompt has.</summary>
    public static string RareWord(long number) => "only" + Mix(number).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>A request with so many spans, each a trace of its own.</summary>
    public static string Request(long first, int count, Func<long, DateTimeOffset> start)
    {
        var text = new StringBuilder(count * 1_800).Append("""{"resourceSpans":[{"scopeSpans":[{"spans":[""");
        for (var number = first; number < first + count; number++)
        {
            var nanoseconds = (start(number) - DateTimeOffset.UnixEpoch).Ticks * 100;
            text.Append(number == first ? "" : ",").Append(CultureInfo.InvariantCulture, $$$"""
                {"traceId":"{{{TraceId(number)}}}","spanId":"{{{Mix(number):x16}}}","name":"chat","startTimeUnixNano":"{{{nanoseconds}}}","endTimeUnixNano":"{{{nanoseconds + 1_000_000_000}}}","attributes":[
                {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o-mini"}},{"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},
                {"key":"gen_ai.usage.input_tokens","value":{"intValue":{{{Mix(number) % 5_000}}}}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":100}},
                {"key":"session.id","value":{"stringValue":"s{{{number / 10}}}"}},{"key":"user.id","value":{"stringValue":"u{{{number % 1_000}}}"}},
                {"key":"gen_ai.prompt","value":{"stringValue":"{{{Prompt(number)}}}"}},{"key":"gen_ai.completion","value":{"stringValue":"{{{Words(number + 7, 30)}}}"}}]}
                """);
        }

        return text.Append("]}]}]}").ToString();
    }

    private static string Prompt(long number) => $"{(number % 2 == 0 ? CommonWord : "receipt")} {RareWord(number)} {Words(number, 140)}";

    private static string Words(long seed, int count)
    {
        var text = new StringBuilder(count * 7);
        var state = Mix(seed);
        for (var word = 0; word < count; word++)
        {
            state = (state * 6364136223846793005UL) + 1442695040888963407UL;
            text.Append(word == 0 ? "" : " ").Append(CultureInfo.InvariantCulture, $"w{(state >> 40) % WordsMax:x}");
        }

        return text.ToString();
    }

    /// <summary>A number that looks like chance (the finaliser of SplitMix64).</summary>
    private static ulong Mix(long number)
    {
        var mixed = (ulong)number + 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
