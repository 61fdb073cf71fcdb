using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Tracehouse.Observations;

namespace Tracehouse.Instrumentation;

/// <summary>Tells every call of a chat client as a generation.</summary>
internal sealed class TracedChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var call = Begin(ref messages, options);
        try
        {
            var response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
            ChatFacts.TellAnswer(response, call);
            return response;
        }
        catch (Exception cause)
        {
            call.SetError(cause);
            throw;
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var call = new StreamedCall(Begin(ref messages, options));
        await using var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                // Each step of the stream runs in the context of its reader, who is not below the call.
                call.Enter();
                if (!await updates.MoveNextAsync().ConfigureAwait(false))
                {
                    call.IsWhole = true;
                    break;
                }
            }
            catch (Exception cause)
            {
                call.Observation.SetError(cause);
                throw;
            }

            call.Add(updates.Current);
            yield return updates.Current;
        }
    }

    /// <summary>A lazy list of messages is made a list, so that it is read once only.</summary>
    private Observation Begin(ref IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var metadata = InnerClient.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata;
        if (metadata?.ProviderUri is { } address && GatewayCalls.IsToGateway(address))
        {
            return Observation.None;
        }

        var call = Tracing.StartObservation("chat", ObservationKind.Generation);
        if (call.IsRecorded)
        {
            OuterCall.Set(call.Activity);
            messages = messages as IReadOnlyCollection<ChatMessage> ?? [.. messages];
            call.Activity!.SetKnown(AttributeNames.Provider, metadata?.ProviderName);
            ChatFacts.TellRequest(messages, options, options?.ModelId ?? metadata?.DefaultModelId, call);
        }

        return call;
    }

    /// <summary>A stream while it comes.</summary>
    private sealed class StreamedCall(Observation observation) : IDisposable
    {
        private const int UpdatesMax = 100_000;
        private readonly List<ChatResponseUpdate> _updates = [];

        public Observation Observation => observation;

        public bool IsWhole { get; set; }

        public void Enter()
        {
            if (observation.Activity is { IsStopped: false } activity)
            {
                Activity.Current = activity;
            }
        }

        public void Add(ChatResponseUpdate update)
        {
            if (observation.IsRecorded && _updates.Count < UpdatesMax)
            {
                _updates.Add(update);
                if (update.Contents.Count > 0)
                {
                    observation.NoteFirstToken(TimeProvider.System.GetUtcNow());
                }
            }
        }

        public void Dispose()
        {
            if (observation.IsRecorded)
            {
                ChatFacts.TellAnswer(_updates, observation);
                if (!IsWhole && observation.Activity!.Status != ActivityStatusCode.Error)
                {
                    observation.Update(level: ObservationLevel.Warning, statusMessage: "The stream ended before the answer did.");
                }
            }

            var current = Activity.Current;
            observation.Dispose();
            if (current != observation.Activity)
            {
                Activity.Current = current;
            }
        }
    }
}
