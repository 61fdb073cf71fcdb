using System.Text.Json;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Anthropic;

/// <summary>
/// What becomes of <c>reasoning_effort</c>: a budget for older models, an effort for newer ones. It is a hint, so it gives way where Anthropic
/// would refuse the request for it. What the caller says in Anthropic's own words, as <c>thinking</c>, goes as it is.
/// </summary>
internal sealed class ThinkingWish
{
    private const int BudgetMin = 1024;

    private ThinkingWish()
    {
    }

    /// <summary>How much to put into the answer, in Anthropic's word; null to leave that open.</summary>
    public string? Effort { get; private init; }

    private string? Type { get; init; }

    private long Budget { get; init; }

    private JsonElement? Own { get; init; }

    /// <summary>One of the two is null.</summary>
    public static (ThinkingWish?, RequestFault?) Read(ChatAsk ask, Conversation conversation)
    {
        if (ask.Get("reasoning_effort") is not { } effort)
        {
            return (new ThinkingWish { Own = ask.Get("thinking") }, null);
        }

        if (BudgetOf(effort.Text()) is not { } budget)
        {
            return (null, new RequestFault("reasoning_effort must be none, minimal, low, medium, high, xhigh or max.", "reasoning_effort"));
        }

        return (Of(ask, conversation, effort.Text()!, budget), null);
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        if (Own is { } own)
        {
            json.WriteRaw("thinking", own.Raw());
        }
        else if (Type is not null)
        {
            json.WriteStartObject("thinking"u8);
            json.WriteString("type"u8, Type);
            if (Budget > 0)
            {
                json.WriteNumber("budget_tokens"u8, Budget);
            }

            json.WriteEndObject();
        }
    }

    private static ThinkingWish Of(ChatAsk ask, Conversation conversation, string effort, long budget)
    {
        var own = ask.Get("thinking");
        var family = ModelFamily.Of(ask.Model);
        if (family.Thinking == ThinkingStyle.Adaptive)
        {
            var type = effort == "none" ? "disabled" : ForcesTool(ask) ? null : "adaptive";
            return new ThinkingWish { Own = own, Type = type, Effort = effort switch { "none" => null, "minimal" => "low", _ => effort } };
        }

        // Half of what the answer may have is left for what is said.
        budget = Math.Min(budget, (ask.TokensMax ?? family.TokensMax) / 2);
        var thinks = family.Thinking == ThinkingStyle.Budget && budget >= BudgetMin && !ForcesTool(ask) && !HasForgotten(conversation);
        return thinks ? new ThinkingWish { Own = own, Type = "enabled", Budget = budget } : new ThinkingWish { Own = own };
    }

    /// <summary>Null for a word that is none of OpenAI's or Anthropic's.</summary>
    private static long? BudgetOf(string? effort) => effort switch
    {
        "none" => 0,
        "minimal" => BudgetMin,
        "low" => 2048,
        "medium" => 8192,
        "high" => 16_384,
        "xhigh" or "max" => 32_768,
        _ => null,
    };

    /// <summary>A model that must call a tool may not think first.</summary>
    private static bool ForcesTool(ChatAsk ask) => ask.Get("tool_choice") switch
    {
        { ValueKind: JsonValueKind.String } word => word.Text() == "required",
        { ValueKind: JsonValueKind.Object } choice => choice.GetText("type") is not ("auto" or "none"),
        _ => false,
    };

    /// <summary>
    /// Whether the model is in the middle of calling tools and its thoughts are gone, as the caller's client did not keep them. With a budget,
    /// Anthropic refuses to think on then.
    /// </summary>
    private static bool HasForgotten(Conversation conversation) =>
        conversation.Turns is [.., { IsAssistant: true } last, { IsAssistant: false, Messages: [{ Role: "tool" }, ..] }]
        && !last.Messages.Exists(message => message.Json.Get("thinking_blocks").Items().Any() || message.Json.Get("content_blocks").Items().Any());
}
