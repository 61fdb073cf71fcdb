using Microsoft.Extensions.Logging;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Keys;
using Tracehouse.Gateway.Metrics;
using Tracehouse.Gateway.Privacy;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Capture;

/// <summary>Makes the record of a call; the only place where the gateway does.</summary>
internal sealed partial class CallRecorder(IRecordSink sink, CallPrices prices, CallerContext context, CallMetrics metrics, KeyMeters meters, RecordPrivacy privacy, ILogger<CallRecorder> logger)
{
    private static readonly ChatRequest Nothing = new(default);

    /// <summary>Hands what may be kept of the call over, the first time that it is asked to. Does not throw.</summary>
    public void Record(Call call, SpanStatus status, SpanError? error)
    {
        if (call.IsRecorded)
        {
            return;
        }

        call.IsRecorded = true;
        call.Duration = call.Elapsed;

        // What leaves no trace is paid for nevertheless, and its answer says how much.
        var record = ToRecord(call, status, error);
        if (call.Holder.Key is { } key)
        {
            meters.Add(key, record);
        }

        if (call.TraceLevel == TraceLevel.Off)
        {
            return;
        }

        metrics.Add(record);
        if (!sink.TryAppend(privacy.Apply(record, call.TraceLevel, call.IsFullTraceGranted)))
        {
            LogDropped(logger, call.TraceId);
        }
    }

    private SpanRecord ToRecord(Call call, SpanStatus status, SpanError? error)
    {
        var asked = call.Request?.Model ?? "";
        var model = call.Route?.Model ?? asked;
        var said = Read(call, model);
        return new SpanRecord
        {
            Project = call.Holder.Project,
            KeyId = call.Holder.Key?.Id,
            TraceId = call.TraceId,
            SpanId = call.SpanId,
            ParentSpanId = call.ParentSpanId,
            Kind = call.Dialect.Kind,
            Name = model.Length > 0 ? $"{call.Dialect.Verb} {model}" : call.Dialect.Verb,
            Source = "gateway",
            StartTime = call.StartTime,
            Duration = call.Duration!.Value,
            TimeToFirstToken = call.IsStream ? call.FirstContent ?? call.FirstPiece : null,
            Status = status,
            Error = error,
            HttpStatus = call.IsCached ? null : call.Response?.Status,
            IsCached = call.IsCached,
            ModelAsked = asked,
            Model = model,
            Provider = call.Route?.Provider.Name ?? "",
            RoutingAlias = call.Alias,
            Attempts = call.Attempts,
            IsStream = call.IsStream,
            FinishReason = said.Answer.FinishReason,
            Usage = said.Answer.Usage,
            Cost = said.Cost,
            UserId = said.Caller.UserId,
            SessionId = said.Caller.SessionId,
            Tags = said.Caller.Tags,
            Payload = said.Payload,
        };
    }

    /// <summary>What was said. A payload that we fail to read costs neither the answer nor the rest of the record.</summary>
    private WhatWasSaid Read(Call call, string model)
    {
        try
        {
            return Read(call, call.ReadAnswer(), model);
        }
        catch (Exception e)
        {
            LogBug(logger, e, call.TraceId);
            return WhatWasSaid.Nothing;
        }
    }

    private WhatWasSaid Read(Call call, ChatAnswer answer, string model)
    {
        var request = call.Request ?? Nothing;
        call.Cost = prices.Of(call, answer);
        var (said, properties) = context.Of(request, call.Headers);
        return new WhatWasSaid(answer, call.Cost, said, new SpanPayload
        {
            InputText = request.Prompt.IsEmpty ? default : call.Dialect.ReadInputText(request, call.InputText),
            InputMessages = call.Dialect.ReadInputMessages(request),
            OutputText = answer.Text,
            OutputMessages = answer.Messages,
            Parameters = RequestPayload.Parameters(request, answer, model),
            Metadata = RequestPayload.Metadata(request, properties),
        });
    }

    private readonly record struct WhatWasSaid(ChatAnswer Answer, Cost? Cost, CallerMetadata Caller, SpanPayload Payload)
    {
        public static WhatWasSaid Nothing { get; } = new(new ChatAnswer(), null, CallerMetadata.None, SpanPayload.None);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What was said in trace {TraceId} could not be read, for a bug.")]
    private static partial void LogBug(ILogger logger, Exception exception, TraceId traceId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The record of trace {TraceId} was dropped: the spool is full or off.")]
    private static partial void LogDropped(ILogger logger, TraceId traceId);
}
