using Xunit;

namespace Tracehouse.Tests.Ingest.GenAi;

/// <summary>Of what form contents were before they became messages, for clients that read them back.</summary>
public sealed class ContentFormTests
{
    [Theory]
    [InlineData("hello", "text")]
    [InlineData("{\"question\":\"why?\"}", "text")]
    [InlineData("{\"role\":\"user\",\"content\":\"hello\"}", "message")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}", "messages")]
    [InlineData("[{\"type\":\"text\",\"text\":\"hello\"}]", "parts")]
    [InlineData("[{\"role\":\"user\",\"content\":\"hello\"}]", null)]
    public void The_form_is_kept_where_messages_do_not_tell_it(string input, string? form)
    {
        var record = Said.By(("langfuse.observation.type", "generation"), ("langfuse.observation.input", input));
        Assert.Equal(form, (string?)Said.Json(record.Payload.Attributes)?["_input_form"]);
    }

    [Fact]
    public void Other_work_than_calls_of_models_needs_no_form() =>
        Assert.Null(Said.Json(Said.By(("langfuse.observation.type", "span"), ("langfuse.observation.input", "hello")).Payload.Attributes)?["_input_form"]);
}
