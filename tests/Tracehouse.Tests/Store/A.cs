using System.Text;
using Tracehouse.Records;

namespace Tracehouse.Tests.Store;

/// <summary>Makes records.</summary>
internal static class A
{
    public static string NameOf(int number) => $"call-{number}";

    public static IEnumerable<string> NamesOf(int from, int count) => Enumerable.Range(from, count).Select(NameOf);

    public static SpanRecord Record(int number, int payloadBytes = 10) => new()
    {
        Project = ProjectId.Default,
        TraceId = TraceId.Create(DateTimeOffset.UnixEpoch.AddDays(20_000).AddMilliseconds(number)),
        SpanId = SpanId.Create(),
        Kind = SpanKind.Generation,
        Name = NameOf(number),
        Source = "gateway",
        StartTime = DateTimeOffset.UnixEpoch.AddDays(20_000).AddMilliseconds(number),
        Duration = TimeSpan.FromMilliseconds(12.345),
        Status = SpanStatus.Success,
        Payload = new SpanPayload { InputText = new Utf8Text(Encoding.ASCII.GetBytes(new string('x', payloadBytes))) },
    };

    /// <summary>A record with every field drawn at random, absent ones included.</summary>
    public static SpanRecord RandomRecord(Random random)
    {
        TraceId.TryParse(Word(random, 1), out var trace);
        SpanId.TryParse(Word(random, 1), out var span);
        SpanId.TryParse(Word(random, 1), out var parent);
        ProjectId.TryParse(Word(random, 1), out var project);
        return new SpanRecord
        {
            Project = project,
            TraceId = trace,
            SpanId = span,
            ParentSpanId = Maybe(random, parent),
            Kind = (SpanKind)random.Next(10),
            Name = Word(random),
            Source = Word(random),
            StartTime = new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero),
            Duration = new TimeSpan(random.NextInt64()),
            TimeToFirstToken = Maybe(random, new TimeSpan(random.NextInt64())),
            Status = (SpanStatus)random.Next(3),
            Error = random.Next(2) == 0 ? null : new SpanError(Word(random), Word(random)),
            HttpStatus = Maybe(random, random.Next(600)),
            ModelAsked = Word(random),
            Model = Word(random),
            Provider = Word(random),
            RoutingAlias = random.Next(2) == 0 ? null : Word(random),
            ClusterId = Maybe(random, random.Next(int.MinValue, int.MaxValue)),
            IsStream = random.Next(2) == 0,
            FinishReason = random.Next(2) == 0 ? null : Word(random),
            Usage = new TokenUsage
            {
                Input = Maybe(random, random.NextInt64()), Output = Maybe(random, 0L), CachedInput = Maybe(random, random.NextInt64()), Reasoning = null,
                Details = Enumerable.Range(0, random.Next(3)).ToDictionary(i => $"{i}{Word(random)}", _ => random.NextInt64()),
            },
            Cost = random.Next(2) == 0 ? null : new Cost(new decimal(random.NextDouble()), 0.0000000001m, Word(random)),
            Attempts = [.. Enumerable.Range(0, random.Next(3)).Select(_ => RandomAttempt(random))],
            IsCached = random.Next(2) == 0,
            KeyId = random.Next(2) == 0 ? null : Word(random),
            UserId = random.Next(2) == 0 ? null : Word(random),
            SessionId = random.Next(2) == 0 ? null : Word(random),
            Tags = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Word(random))],
            Level = (SpanLevel)random.Next(4),
            Environment = random.Next(2) == 0 ? null : Word(random),
            Release = random.Next(2) == 0 ? null : Word(random),
            Version = random.Next(2) == 0 ? null : Word(random),
            TraceName = random.Next(2) == 0 ? null : Word(random),
            Scope = random.Next(2) == 0 ? null : Word(random),
            ServiceName = random.Next(2) == 0 ? null : Word(random),
            PromptName = random.Next(2) == 0 ? null : Word(random),
            PromptVersion = random.Next(2) == 0 ? null : Word(random),
            MayRepeat = random.Next(2) == 0,
            IsContentKept = random.Next(2) == 0,
            Payload = new SpanPayload
            {
                InputText = Bytes(random), OutputText = Bytes(random), InputMessages = Bytes(random),
                OutputMessages = Bytes(random), Parameters = Bytes(random), Metadata = Bytes(random), Attributes = Bytes(random), Events = Bytes(random),
            },
        };
    }

    private static CallAttempt RandomAttempt(Random random) => new(Word(random), Word(random), new TimeSpan(random.NextInt64()), new TimeSpan(random.NextInt64()))
    {
        HttpStatus = Maybe(random, random.Next(600)),
        Error = random.Next(2) == 0 ? null : new SpanError(Word(random), Word(random)),
        IsHedge = random.Next(2) == 0,
        IsUsed = random.Next(2) == 0,
    };

    private static T? Maybe<T>(Random random, T value)
        where T : struct => random.Next(2) == 0 ? null : value;

    private static string Word(Random random, int lengthMin = 0) =>
        string.Concat(Enumerable.Range(0, random.Next(lengthMin, 12)).Select(_ => "aZ9-é漢😀"[random.Next(6)].ToString()));

    private static Utf8Text Bytes(Random random)
    {
        var bytes = new byte[random.Next(3) == 0 ? random.Next(5000) : random.Next(20)];
        random.NextBytes(bytes);
        return new Utf8Text(bytes);
    }
}
