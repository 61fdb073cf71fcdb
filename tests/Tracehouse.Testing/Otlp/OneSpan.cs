namespace Tracehouse.Testing.Otlp;

/// <summary>Makes requests of single spans and logs, plain and odd ones.</summary>
public static class OneSpan
{
    public const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    public static byte[] Request(params Action<ProtoWriter>[] spans) => Group(spans);

    /// <summary>A span of this number, with whatever else is written.</summary>
    public static Action<ProtoWriter> Plain(int number, Action<ProtoWriter>? more = null) => span =>
    {
        span.Bytes(1, Convert.FromHexString(TraceId)).Bytes(2, SpanId(number)).Text(5, $"span {number}");
        span.Fixed(7, 1_800_000_000_000_000_000).Fixed(8, 1_800_000_001_000_000_000);
        more?.Invoke(span);
    };

    /// <summary>A log of OpenTelemetry's second generation about the span of this number.</summary>
    public static Action<ProtoWriter> Log(int number, string name, string content) => log =>
    {
        log.Fixed(1, 1_800_000_000_500_000_000).Bytes(9, Convert.FromHexString(TraceId)).Bytes(10, SpanId(number)).Text(12, name);
        log.Inner(5, body => body.Inner(6, map => map.Inner(1, pair => pair.Text(1, "content").Inner(2, value => value.Text(1, content)))));
    };

    public static Action<ProtoWriter> Attribute(string key, Action<ProtoWriter> value) => span => span.Inner(9, pair => pair.Text(1, key).Inner(2, value));

    public static Action<ProtoWriter> Attributes(params (string Key, object Value)[] attributes) => span =>
    {
        foreach (var (key, value) in attributes)
        {
            Attribute(key, Value(value))(span);
        }
    };

    /// <summary>An event of a span.</summary>
    public static Action<ProtoWriter> Event(string name, params (string Key, object Value)[] attributes) => span => span.Inner(11, happened =>
    {
        happened.Fixed(1, 1_800_000_000_500_000_000).Text(2, name);
        foreach (var (key, value) in attributes)
        {
            happened.Inner(3, pair => pair.Text(1, key).Inner(2, Value(value)));
        }
    });

    public static byte[] SpanId(int number) => [1, 0, 0, 0, .. BitConverter.GetBytes(number)];

    private static Action<ProtoWriter> Value(object value) => written => _ = value switch
    {
        string text => written.Text(1, text),
        bool truth => written.Number(2, truth ? 1UL : 0),
        long number => written.Number(3, (ulong)number),
        double number => written.Fixed(4, BitConverter.DoubleToUInt64Bits(number)),
        _ => throw new ArgumentException($"{value} is no value of an attribute."),
    };

    private static byte[] Group(Action<ProtoWriter>[] items) => new ProtoWriter().Inner(1, resource => resource.Inner(2, scope =>
    {
        foreach (var item in items)
        {
            scope.Inner(2, item);
        }
    })).ToArray();
}
