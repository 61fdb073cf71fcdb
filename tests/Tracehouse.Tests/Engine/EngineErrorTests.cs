using Tracehouse.Engine.Errors;
using Xunit;

namespace Tracehouse.Tests.Engine;

public sealed class EngineErrorTests
{
    [Theory]
    [InlineData(62, 400)]
    [InlineData(6, 400)]
    [InlineData(60, 404)]
    [InlineData(81, 404)]
    [InlineData(497, 403)]
    [InlineData(194, 401)]
    [InlineData(159, 408)]
    [InlineData(229, 413)]
    [InlineData(48, 501)]
    [InlineData(202, 503)]
    [InlineData(395, 500)]
    [InlineData(164, 500)]
    public void A_code_has_the_status_that_clickhouse_gives_it(int code, int status) => Assert.Equal(status, ErrorStatus.Of(code));

    [Theory]
    [InlineData("Code: 60. DB::Exception: Table x (y) does not exist. (UNKNOWN_TABLE)", 60, "UNKNOWN_TABLE", "Table x (y) does not exist")]
    [InlineData("Code: 47. DB::Exception: Did you forget to add it?. (UNKNOWN_IDENTIFIER)", 47, "UNKNOWN_IDENTIFIER", "Did you forget to add it?")]
    [InlineData(
        "Code: 73. DB::Exception: Code: 73. DB::Exception: Unknown format Nope. (UNKNOWN_FORMAT) (version 26.7.2.1). (UNKNOWN_FORMAT)",
        73, "UNKNOWN_FORMAT", "Unknown format Nope")]
    [InlineData(
        "Code: 73. DB::Exception: Unknown format Nope. (UNKNOWN_FORMAT) (version 26.7.2.1 (official build))", 73, "UNKNOWN_FORMAT", "Unknown format Nope")]
    [InlineData("Something else.", 1001, "STD_EXCEPTION", "Something else.")]
    public void The_text_of_the_library_is_read_and_unwrapped(string text, int code, string name, string message)
    {
        var error = EngineError.FromNative(text);
        Assert.Equal((code, name, message), (error.Code, error.Name, error.Message));
    }

    [Fact]
    public void An_error_reads_as_clickhouse_writes_it() => Assert.Equal(
        "Code: 62. DB::Exception: Syntax error: Empty query. (SYNTAX_ERROR) (version 1.2)\n", KnownErrors.EmptyQuery.ToText("1.2"));
}
