using System.Text.Json.Serialization.Metadata;

namespace Tracehouse;

/// <summary>
/// Where traces go, and what they may hold. Bound from the section <c>Tracehouse</c> of the configuration by <c>AddTracehouse</c>; what is not set there is taken from the
/// environment: <c>TRACEHOUSE_URL</c>, <c>TRACEHOUSE_KEY</c>, <c>TRACEHOUSE_GATEWAY_URL</c>, <c>TRACEHOUSE_ENVIRONMENT</c>, <c>TRACEHOUSE_RELEASE</c>,
/// <c>TRACEHOUSE_MODEL</c>.
/// </summary>
public sealed class TracehouseOptions
{
    /// <summary>The section of the configuration that <c>AddTracehouse</c> binds.</summary>
    public const string Section = "Tracehouse";

    /// <summary>The API of the server; <c>http://localhost:8000</c> when nothing says otherwise.</summary>
    public Uri? Url { get; set; }

    /// <summary>The gateway of the server; the host of <see cref="Url"/> at port 8080 when nothing says otherwise.</summary>
    public Uri? GatewayUrl { get; set; }

    /// <summary>A key of the server, <c>th-...</c>; null for a server that asks for none. Never logged.</summary>
    public string? Key { get; set; }

    /// <summary>False sends nothing and records nothing; observations then cost next to nothing.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>The name of this application, as OpenTelemetry's <c>service.name</c>; the name of the program when null.</summary>
    public string? ServiceName { get; set; }

    /// <summary>Where it runs, for example <c>production</c>.</summary>
    public string? Environment { get; set; }

    /// <summary>Which deployment of it runs, for example a commit.</summary>
    public string? Release { get; set; }

    /// <summary>The share of traces that is kept, 0 to 1; decided once for all observations of a trace.</summary>
    public double SamplingRatio { get; set; } = 1;

    /// <summary>False leaves out what goes in and comes out; names, times, models, usage and errors stay.</summary>
    public bool CaptureContent { get; set; } = true;

    /// <summary>The longest input or output that is kept, in characters; longer ones are cut, and say so.</summary>
    public int PayloadCharactersMax { get; set; } = 256 * 1024;

    /// <summary>Called with every text that is about to be kept; what it answers is kept instead. When it throws, the text is left out.</summary>
    public Func<string, string>? Mask { get; set; }

    /// <summary>How types are written as JSON that the library does not know; null writes them by reflection where that is allowed, else as their <c>ToString</c>.</summary>
    public IJsonTypeInfoResolver? JsonTypes { get; set; }

    /// <summary>Observations that wait to be sent; beyond it new ones are dropped and counted.</summary>
    public int QueueMax { get; set; } = 8192;

    /// <summary>Characters that wait to be sent; beyond it new observations are dropped and counted.</summary>
    public long QueueCharactersMax { get; set; } = 64 << 20;

    /// <summary>The longest time that an observation waits for others to be sent with.</summary>
    public TimeSpan SendEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest time that sending one batch may take.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest time that the end of the application waits for what has not been sent.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// True takes user, session, tags and metadata from the W3C baggage of incoming requests. Anybody who can call the application can set them then, so it is
    /// off until it is asked for.
    /// </summary>
    public bool ReadBaggage { get; set; }

    /// <summary>The model of calls that name none, for example <c>openai/gpt-4o-mini</c>; from <c>TRACEHOUSE_MODEL</c> when null.</summary>
    public string? Model { get; set; }

    /// <summary>The longest time that <see cref="TracehouseClient"/> waits for a model: for a whole answer, or for the next piece of a streamed one.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The longest time that <see cref="TracehouseClient"/> waits for what it reads or changes on the server.</summary>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest answer that <see cref="TracehouseClient"/> takes, in bytes.</summary>
    public int AnswerBytesMax { get; set; } = 64 << 20;

    /// <summary>Further sources of activities to send, by name; <c>*</c> at the end stands for anything.</summary>
    public IList<string> Sources { get; } = [];
}
