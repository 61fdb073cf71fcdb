using Microsoft.Extensions.AI;
using Tracehouse.Observations;
using Tracehouse.Payloads;

namespace Tracehouse.Instrumentation;

/// <summary>Tells what goes into a chat client and what comes out. Whatever is wrong with a message costs the telling only.</summary>
internal static class ChatFacts
{
    public static void TellRequest(IEnumerable<ChatMessage> messages, ChatOptions? options, string? model, Observation call) => Contained(() =>
    {
        call.Update(name: model is null ? null : $"chat {model}", model: model, modelParameters: ParametersOf(options));
        if (PayloadSettings.Current.IsKept)
        {
            call.SetInput(ChatText.Of(messages));
            call.Activity!.SetKnown("gen_ai.system_instructions", PayloadText.Of(options?.Instructions));
            call.Activity!.SetKnown("gen_ai.tool.definitions", PayloadText.Of(ChatText.OfTools(options?.Tools)));
        }
    });

    public static void TellAnswer(List<ChatResponseUpdate> updates, Observation call) => Contained(() => TellAnswer(updates.ToChatResponse(), call));

    public static void TellAnswer(ChatResponse answer, Observation call)
    {
        if (!call.IsRecorded)
        {
            return;
        }

        Contained(() =>
        {
            call.Activity!.SetKnown(AttributeNames.ModelAnswered, answer.ModelId);
            call.Activity!.SetKnown("gen_ai.response.finish_reasons", answer.FinishReason is { } reason ? new[] { reason.Value } : null);
            call.Update(usage: answer.Usage is not { } used ? null : new Usage
            {
                InputTokens = used.InputTokenCount,
                OutputTokens = used.OutputTokenCount,
                CachedTokens = used.CachedInputTokenCount,
                ReasoningTokens = used.ReasoningTokenCount,
            });
            if (PayloadSettings.Current.IsKept && answer.Messages.Count > 0)
            {
                call.SetOutput(ChatText.Of(answer.Messages));
            }
        });
    }

    private static List<KeyValuePair<string, object?>>? ParametersOf(ChatOptions? options)
    {
        if (options is null)
        {
            return null;
        }

        List<KeyValuePair<string, object?>> all =
        [
            new("temperature", options.Temperature), new("top_p", options.TopP), new("top_k", options.TopK), new("max_tokens", options.MaxOutputTokens), new("seed", options.Seed),
            new("frequency_penalty", options.FrequencyPenalty), new("presence_penalty", options.PresencePenalty),
            new("stop", options.StopSequences is { Count: > 0 } stops ? string.Join(' ', stops) : null),
        ];
        return all.Where(pair => pair.Value is not null).ToList() is { Count: > 0 } said ? said : null;
    }

    private static void Contained(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception cause) when (cause is not OutOfMemoryException)
        {
            // Content of an application's own types may do anything; the call itself goes on.
        }
    }
}
