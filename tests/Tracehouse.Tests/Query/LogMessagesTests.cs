using Tracehouse.Query.Traces;
using Xunit;

namespace Tracehouse.Tests.Query;

public sealed class LogMessagesTests
{
    private const string System = """{"role":"system","content":"Be brief."}""";
    private const string User = """{"role":"user","content":"Paris and London?"}""";
    private const string Calls = """{"role":"assistant","tool_calls":[{"id":"a"},{"id":"b"}]}""";
    private const string AnswerA = """{"role":"tool","tool_call_id":"a","content":"18"}""";
    private const string AnswerB = """{"role":"tool","tool_call_id":"b","content":"15"}""";

    [Fact]
    public void Messages_of_one_moment_stand_as_they_were_said_whatever_their_order()
    {
        var seed = Random.Shared.Next();
        var messages = new[] { System, User, Calls, AnswerA, AnswerB };
        for (var round = 0; round < 100; round++)
        {
            new Random(seed + round).Shuffle(messages);
            var joined = LogMessages.Join("", messages.Select(message => (1L, $"[{message}]")));
            Assert.True(joined == $"[{System},{User},{Calls},{AnswerA},{AnswerB}]", $"seed {seed}, round {round}: {joined}");
        }
    }

    [Fact]
    public void Later_messages_follow_earlier_ones() =>
        Assert.Equal($"[{User},{System}]", LogMessages.Join("", [(2, $"[{System}]"), (1, $"[{User}]")]));

    [Fact]
    public void What_the_span_has_from_some_of_its_logs_is_replaced_by_what_all_of_them_say() =>
        Assert.Equal($"[{User},{Calls}]", LogMessages.Join($"[{User}]", [(1, $"[{User}]"), (2, $"[{Calls}]")]));

    [Fact]
    public void Instructions_of_the_span_stand_before_what_its_logs_say() =>
        Assert.Equal($"[{System},{User}]", LogMessages.Join($"[{System}]", [(1, $"[{User}]")]));

    [Theory]
    [InlineData("[{\"role\":\"user\",\"content\":\"Of its own.\"}]")]
    [InlineData("")]
    [InlineData("no list")]
    public void What_the_span_says_itself_stays(string own)
    {
        Assert.Equal(own, LogMessages.Join(own, [(1, ""), (1, "{"), (1, "[7]")]));
        Assert.Equal("[{\"role\":\"user\",\"content\":\"Of its own.\"}]", LogMessages.Join("[{\"role\":\"user\",\"content\":\"Of its own.\"}]", [(1, $"[{User}]")]));
    }
}
