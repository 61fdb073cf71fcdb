using System.Globalization;
using Xunit;
using static Tracehouse.Tests.Ui.TreeOf;

namespace Tracehouse.Tests.Ui;

/// <summary>A trace reads as the conversation that it was.</summary>
public sealed class TranscriptTests
{
    private static readonly object[] Start = [Says("system", "Be kind."), Says("user", "Weather in Paris?")];

    [Fact]
    public void Every_message_is_told_once_and_the_result_beside_its_call()
    {
        var call = Calls("c1", "weather", "{\"city\":\"Paris\"}");
        var told = new TreeOf()
            .With("run", "agent").Saying("Weather in Paris?", "Sunny.")
            .With("step", "chain", "run")
            .With("chat1", "generation", "step").Saying(Start, call)
            .With("execute_tool weather", "tool", "step").Saying("{\"city\": \"Paris\"}", "18 degrees")
            .With("chat2", "generation", "run").Saying([.. Start, call, Answers("c1", "18 degrees")], Says("assistant", "Sunny."));
        Assert.Equal(
            ["system: Be kind.", "user: Weather in Paris?", "weather({\n  \"city\": \"Paris\"\n}) = 18 degrees", "assistant: Sunny."],
            told.Lines());
    }

    [Fact]
    public void Result_comes_from_the_next_call_when_the_tool_reported_nothing()
    {
        var call = Calls("c1", "weather", "Paris");
        var told = new TreeOf()
            .With("chat1", "generation").Saying(Start, call)
            .With("chat2", "generation").Saying([.. Start, call, Answers("c1", "18 degrees")], Says("assistant", "Sunny."));
        Assert.Equal(["system: Be kind.", "user: Weather in Paris?", "weather(Paris) = 18 degrees", "assistant: Sunny."], told.Lines());
    }

    [Fact]
    public void Two_calls_of_one_tool_are_told_apart_by_their_arguments()
    {
        var told = new TreeOf()
            .With("chat", "generation").Saying([Says("user", "Both?")], Calls("c1", "weather", "Paris"), Calls("c2", "weather", "London"))
            .With("weather", "tool").Saying("London", "rain")
            .With("weather again", "tool").Saying("Paris", "sun");
        Assert.Equal(["user: Both?", "weather(Paris) = sun", "weather(London) = rain"], told.Lines());
    }

    [Fact]
    public void A_word_said_twice_by_a_person_is_told_twice()
    {
        object[] first = [Says("user", "Go on.")];
        var told = new TreeOf()
            .With("chat1", "generation").Saying(first, Says("assistant", "One."))
            .With("chat2", "generation").Saying([.. first, Says("assistant", "One."), Says("user", "Go on.")], Says("assistant", "Two."));
        Assert.Equal(["user: Go on.", "assistant: One.", "user: Go on.", "assistant: Two."], told.Lines());
    }

    [Fact]
    public void Agent_within_an_agent_is_one_card_and_reads_by_itself_when_unfolded()
    {
        var told = new TreeOf()
            .With("boss", "agent")
            .With("chat1", "generation", "boss").Saying([Says("user", "Find out.")], Says("assistant", "I ask somebody."))
            .With("helper", "agent", "boss").Saying("Look it up.", "It is 42.")
            .With("chat2", "generation", "helper").Saying([Says("user", "Look it up.")], Says("assistant", "It is 42."))
            .With("chat3", "generation", "boss").Saying([Says("user", "Find out.")], Says("assistant", "42."));
        Assert.Equal(["user: Find out.", "assistant: I ask somebody.", "[SubRun] helper(Look it up.) = It is 42. …", "assistant: 42."], told.Lines());
        Assert.Equal(["user: Look it up.", "assistant: It is 42."], told.Lines("helper"));
    }

    [Fact]
    public void Agents_one_after_the_other_are_sections_and_what_only_wraps_one_is_not()
    {
        var told = new TreeOf()
            .With("flow", "chain")
            .With("outer", "agent", "flow")
            .With("writer", "agent", "outer")
            .With("chat1", "generation", "writer").Saying([Says("user", "Write.")], Says("assistant", "Done."))
            .With("critic", "agent", "flow")
            .With("chat2", "generation", "critic").Saying([Says("user", "Write.")], Says("assistant", "Good."));
        Assert.Equal(["[Section] outer() = ", "user: Write.", "assistant: Done.", "[Section] critic() = ", "user: Write.", "assistant: Good."], told.Lines());
    }

    [Fact]
    public void Question_on_the_wrapping_is_told_with_the_call_that_answers_it()
    {
        var told = new TreeOf()
            .With("run", "agent")
            .With("step", "chain", "run").Saying(Start)
            .With("chat", "generation", "step").Saying("", "Sunny.");
        Assert.Equal(["system: Be kind.", "user: Weather in Paris?", "assistant: Sunny."], told.Lines());
    }

    [Fact]
    public void Failure_is_told_once_where_it_happened()
    {
        var told = new TreeOf()
            .With("run", "agent", status: "error", error: "down")
            .With("step", "chain", "run", status: "error", error: "down")
            .With("chat", "generation", "step").Saying([Says("user", "Hi")], Says("assistant", "Hello"))
            .With("save", "span", "step", status: "error", error: "down");
        Assert.Equal(["user: Hi", "assistant: Hello", "[Failure] save() = "], told.Lines());
    }

    [Fact]
    public void Long_run_is_told_in_pages_that_repeat_nothing()
    {
        var told = new TreeOf().With("run", "agent");
        List<object> history = [Says("system", "Be kind.")];
        for (var turn = 0; turn < 150; turn++)
        {
            history.Add(Says("user", string.Create(CultureInfo.InvariantCulture, $"q{turn}")));
            var answer = Says("assistant", string.Create(CultureInfo.InvariantCulture, $"a{turn}"));
            told.With($"chat{turn}", "generation", "run").Saying([.. history], answer);
            history.Add(answer);
        }

        Assert.True(told.Pages().Count > 3);
        Assert.Equal(["system: Be kind.", .. Enumerable.Range(0, 150).SelectMany(turn => (string[])[$"user: q{turn}", $"assistant: a{turn}"])], told.Lines());
    }

    [Fact]
    public void Thousands_of_spans_within_one_another_are_no_trouble()
    {
        var told = new TreeOf().With("s0", "agent");
        for (var depth = 1; depth < 3_000; depth++)
        {
            told.With($"s{depth}", depth % 2 == 0 ? "agent" : "chain", $"s{depth - 1}");
        }

        told.With("chat", "generation", "s2999").Saying([Says("user", "Deep?")], Says("assistant", "Yes."));
        Assert.Equal(["user: Deep?", "assistant: Yes."], told.Lines());
    }
}
