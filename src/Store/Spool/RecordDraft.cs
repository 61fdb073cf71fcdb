using System.Globalization;
using Tracehouse.Records;

namespace Tracehouse.Store.Spool;

/// <summary>A record while its fields are being read. Throws <see cref="InvalidDataException"/> when what every record has is missing.</summary>
internal sealed class RecordDraft
{
    private readonly List<string> _tags = [];
    private readonly List<CallAttempt> _attempts = [];
    private readonly List<ScoreRecord> _scores = [];
    private readonly Dictionary<string, long> _details = [];
    private ProjectId _project;
    private TraceId _trace;
    private SpanId _span;
    private SpanId? _parent;
    private SpanKind _kind;
    private string _name = "", _source = "", _modelAsked = "", _model = "", _provider = "";
    private long _startTicks, _durationTicks;
    private long? _firstTokenTicks;
    private SpanStatus _status;
    private string? _errorType, _errorMessage, _alias, _finishReason, _keyId, _user, _session, _priceVersion;
    private int? _httpStatus, _cluster;
    private string? _environment, _release, _version, _traceName, _scope, _serviceName, _promptName, _promptVersion;
    private SpanLevel _level;
    private bool _isStream, _isCached, _mayRepeat;
    private bool _isContentKept = true;
    private long? _input, _output, _cachedInput, _reasoning;
    private decimal _inputUsd, _outputUsd;
    private Utf8Text _inputText, _outputText, _inputMessages, _outputMessages, _parameters, _metadata, _attributes, _events;

    /// <summary>Takes one field; false when its number is not known here, and then it has not been read.</summary>
    public bool Take(int field, ref FieldReader fields) => field switch
    {
        <= 7 => TakeIdentity(field, ref fields),
        <= 14 => TakeCourse(field, ref fields),
        <= 21 => TakeModel(field, ref fields),
        <= 31 => TakeSpending(field, ref fields),
        <= 35 => TakeCourseOfCall(field, ref fields),
        <= 39 or (>= 49 and <= 54) => TakeOrigin(field, ref fields),
        55 => TakeScore(fields.Group()),
        _ => TakePayload(field, ref fields),
    };

    public SpanRecord Finish() => new()
    {
        Project = _project,
        TraceId = _trace.Value.Length > 0 ? _trace : throw new InvalidDataException("The record has no trace id."),
        SpanId = _span.Value.Length > 0 ? _span : throw new InvalidDataException("The record has no span id."),
        ParentSpanId = _parent,
        Kind = _kind,
        Name = _name,
        Source = _source,
        StartTime = new DateTimeOffset(_startTicks, TimeSpan.Zero),
        Duration = new TimeSpan(_durationTicks),
        TimeToFirstToken = _firstTokenTicks is null ? null : new TimeSpan(_firstTokenTicks.Value),
        Status = _status,
        Error = _errorType is null ? null : new SpanError(_errorType, _errorMessage ?? ""),
        HttpStatus = _httpStatus,
        ModelAsked = _modelAsked,
        Model = _model,
        Provider = _provider,
        RoutingAlias = _alias,
        ClusterId = _cluster,
        IsStream = _isStream,
        FinishReason = _finishReason,
        Usage = new TokenUsage { Input = _input, Output = _output, CachedInput = _cachedInput, Reasoning = _reasoning, Details = _details },
        Cost = _priceVersion is null ? null : new Cost(_inputUsd, _outputUsd, _priceVersion),
        Attempts = _attempts,
        IsCached = _isCached,
        KeyId = _keyId,
        UserId = _user,
        SessionId = _session,
        Scores = _scores,
        Tags = _tags,
        Level = _level,
        Environment = _environment,
        Release = _release,
        Version = _version,
        TraceName = _traceName,
        Scope = _scope,
        ServiceName = _serviceName,
        PromptName = _promptName,
        PromptVersion = _promptVersion,
        MayRepeat = _mayRepeat,
        IsContentKept = _isContentKept,
        Payload = new SpanPayload
        {
            InputText = _inputText,
            OutputText = _outputText,
            InputMessages = _inputMessages,
            OutputMessages = _outputMessages,
            Parameters = _parameters,
            Metadata = _metadata,
            Attributes = _attributes,
            Events = _events,
        },
    };

    private bool TakeIdentity(int field, ref FieldReader fields)
    {
        switch (field)
        {
            case 1 when ProjectId.TryParse(fields.Text(), out _project): return true;
            case 2 when TraceId.TryParse(fields.Text(), out _trace): return true;
            case 3 when SpanId.TryParse(fields.Text(), out _span): return true;
            case 4 when SpanId.TryParse(fields.Text(), out var parent): _parent = parent; return true;
            case 5: _kind = (SpanKind)fields.Number(); return true;
            case 6: _name = fields.Text(); return true;
            case 7: _source = fields.Text(); return true;
            default: throw new InvalidDataException($"The record has a bad id in field {field}.");
        }
    }

    private bool TakeCourse(int field, ref FieldReader fields)
    {
        switch (field)
        {
            case 8: _startTicks = fields.Number(); break;
            case 9: _durationTicks = fields.Number(); break;
            case 10: _firstTokenTicks = fields.Number(); break;
            case 11: _status = (SpanStatus)fields.Number(); break;
            case 12: _errorType = fields.Text(); break;
            case 13: _errorMessage = fields.Text(); break;
            default: _httpStatus = (int)fields.Number(); break;
        }

        return true;
    }

    private bool TakeModel(int field, ref FieldReader fields)
    {
        switch (field)
        {
            case 15: _modelAsked = fields.Text(); break;
            case 16: _model = fields.Text(); break;
            case 17: _provider = fields.Text(); break;
            case 18: _alias = fields.Text(); break;
            case 19: _cluster = (int)fields.Number(); break;
            case 20: _isStream = fields.Number() != 0; break;
            default: _finishReason = fields.Text(); break;
        }

        return true;
    }

    private bool TakeSpending(int field, ref FieldReader fields)
    {
        switch (field)
        {
            case 22: _input = fields.Number(); break;
            case 23: _output = fields.Number(); break;
            case 24: _cachedInput = fields.Number(); break;
            case 25: _reasoning = fields.Number(); break;
            case 26: _inputUsd = decimal.Parse(fields.Text(), CultureInfo.InvariantCulture); break;
            case 27: _outputUsd = decimal.Parse(fields.Text(), CultureInfo.InvariantCulture); break;
            case 28: _priceVersion = fields.Text(); break;
            case 29: _user = fields.Text(); break;
            case 30: _session = fields.Text(); break;
            default: _tags.Add(fields.Text()); break;
        }

        return true;
    }

    private bool TakeCourseOfCall(int field, ref FieldReader fields)
    {
        switch (field)
        {
            case 32: _keyId = fields.Text(); break;
            case 33: _isCached = fields.Number() != 0; break;
            case 34: TakeDetail(fields.Group()); break;
            default: _attempts.Add(ReadAttempt(fields.Group())); break;
        }

        return true;
    }

    private void TakeDetail(FieldReader fields)
    {
        var (kind, count) = ("", 0L);
        while (fields.Next(out var field))
        {
            switch (field)
            {
                case 1: kind = fields.Text(); break;
                case 2: count = fields.Number(); break;
                default: fields.Skip(); break;
            }
        }

        _details[kind] = count;
    }

    private static CallAttempt ReadAttempt(FieldReader fields)
    {
        var (attempt, type, message) = (new CallAttempt("", "", default, default), (string?)null, "");
        while (fields.Next(out var field))
        {
            switch (field)
            {
                case 1: attempt = attempt with { Provider = fields.Text() }; break;
                case 2: attempt = attempt with { Model = fields.Text() }; break;
                case 3: attempt = attempt with { StartedAfter = new TimeSpan(fields.Number()) }; break;
                case 4: attempt = attempt with { Duration = new TimeSpan(fields.Number()) }; break;
                case 5: attempt = attempt with { HttpStatus = (int)fields.Number() }; break;
                case 6: type = fields.Text(); break;
                case 7: message = fields.Text(); break;
                case 8: attempt = attempt with { IsHedge = fields.Number() != 0 }; break;
                case 9: attempt = attempt with { IsUsed = fields.Number() != 0 }; break;
                default: fields.Skip(); break;
            }
        }

        return type is null ? attempt : attempt with { Error = new SpanError(type, message) };
    }

    private bool TakeScore(FieldReader fields)
    {
        _scores.Add(ScoreCodec.Read(fields));
        return true;
    }

    private bool TakeOrigin(int field, ref FieldReader fields)
    {
        switch (field)
        {
            case 36: _level = (SpanLevel)fields.Number(); break;
            case 37: _environment = fields.Text(); break;
            case 38: _release = fields.Text(); break;
            case 39: _version = fields.Text(); break;
            case 49: _traceName = fields.Text(); break;
            case 50: _scope = fields.Text(); break;
            case 51: _serviceName = fields.Text(); break;
            case 52: _promptName = fields.Text(); break;
            case 53: _promptVersion = fields.Text(); break;
            default: _mayRepeat = fields.Number() != 0; break;
        }

        return true;
    }

    private bool TakePayload(int field, ref FieldReader fields)
    {
        switch (field)
        {
            case 40: _inputText = fields.Utf8(); return true;
            case 41: _outputText = fields.Utf8(); return true;
            case 42: _inputMessages = fields.Utf8(); return true;
            case 43: _outputMessages = fields.Utf8(); return true;
            case 44: _parameters = fields.Utf8(); return true;
            case 45: _metadata = fields.Utf8(); return true;
            case 46: _isContentKept = fields.Number() != 0; return true;
            case 47: _attributes = fields.Utf8(); return true;
            case 48: _events = fields.Utf8(); return true;
            default: return false;
        }
    }
}
