using System.Runtime.InteropServices;
using System.Text.Json;
using Tracehouse.Gateway.Privacy;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Gateway.Privacy;

public sealed class RedactorTests
{
    private static readonly Redactor Redactor = new(new Dictionary<string, string>());

    [Theory]
    [InlineData("bob@example.com", "[EMAIL]")]
    [InlineData("key th-sk-0123456789abcdef0123456789abcdef.", "key [API_KEY].")]
    [InlineData("Mail <Bob.O'Neil+x@mail.example.co.uk>.", "Mail <[EMAIL]>.")]
    [InlineData("josé@exämple.com", "[EMAIL]")]
    [InlineData("a@b.com,c@d.org", "[EMAIL],[EMAIL]")]
    [InlineData("postgres://me:secret@db.example.com/x", "postgres://me:[EMAIL]/x")]
    [InlineData("Call +1 (555) 123-4567 now", "Call [PHONE] now")]
    [InlineData("+442071838750", "[PHONE]")]
    [InlineData("+49 30 901820", "[PHONE]")]
    [InlineData("(415) 555-0134", "[PHONE]")]
    [InlineData("415-555-0134.", "[PHONE].")]
    [InlineData("1.415.555.0134", "[PHONE]")]
    [InlineData("415 555 0134", "[PHONE]")]
    [InlineData("415‑555‑0134", "[PHONE]")]
    [InlineData("0049 30 901820", "[PHONE]")]
    [InlineData("020 7946 0018", "[PHONE]")]
    [InlineData("01 23 45 67 89", "[PHONE]")]
    [InlineData("my phone is 4155550134", "my phone is [PHONE]")]
    [InlineData("tel: 415 555 0134 or 415-555-0135", "tel: [PHONE] or [PHONE]")]
    [InlineData("4111111111111111", "[CREDIT_CARD]")]
    [InlineData("4111 1111 1111 1111 12/27", "[CREDIT_CARD] 12/27")]
    [InlineData("card:5500-0000-0000-0004", "card:[CREDIT_CARD]")]
    [InlineData("3782 822463 10005", "[CREDIT_CARD]")]
    [InlineData("4111\u00A01111\u00A01111\u00A01111", "[CREDIT_CARD]")]
    [InlineData("30569309025904", "[CREDIT_CARD]")]
    [InlineData("6011111111111117, 3530111333300000", "[CREDIT_CARD], [CREDIT_CARD]")]
    [InlineData("sk-abcdefghijklmnopqrstuvwxyz012345", "[API_KEY]")]
    [InlineData("key=sk-ant-api03-AbCdEf_123-xyz", "key=[API_KEY]")]
    [InlineData("sk-proj-a1b2c3d4e5f6", "[API_KEY]")]
    [InlineData("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "[API_KEY]")]
    [InlineData("github_pat_11ABCDEFG0abcdefghij_klmn", "[API_KEY]")]
    [InlineData("AKIAIOSFODNN7EXAMPLE", "[API_KEY]")]
    [InlineData("xoxb-123456789012-abcdefABCDEF", "[API_KEY]")]
    [InlineData("AIzaSyA-1234567890abcdefghijklmnopqrstu", "[API_KEY]")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U", "[API_KEY]")]
    [InlineData("Authorization: Bearer abc123def456", "Authorization: Bearer [API_KEY]")]
    [InlineData("BEARER mF_9.B5f-4.1JqM", "BEARER [API_KEY]")]
    [InlineData("-----BEGIN CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nMIIE", "-----BEGIN CERTIFICATE-----\n[API_KEY]")]
    [InlineData("sk-foo-sk-abcdefghijklmnopqrstuvwxyz", "[API_KEY]")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nx", "[API_KEY]\nx")]
    [InlineData("DE89370400440532013000", "[IBAN]")]
    [InlineData("IBAN: GB82 WEST 1234 5698 7654 32.", "IBAN: [IBAN].")]
    [InlineData("NL91 ABNA 0417 1643 00", "[IBAN]")]
    [InlineData("123-45-6789", "[SSN]")]
    [InlineData("SSN 078-05-1120,", "SSN [SSN],")]
    [InlineData("from 192.168.1.17:8080", "from [IP_ADDRESS]:8080")]
    [InlineData("http://10.0.0.1/", "http://[IP_ADDRESS]/")]
    [InlineData("ends with 8.8.8.8.", "ends with [IP_ADDRESS].")]
    [InlineData("2001:db8::ff00:42:8329", "[IP_ADDRESS]")]
    [InlineData("[fe80::1]:443", "[[IP_ADDRESS]]:443")]
    [InlineData("::ffff:10.0.0.1", "[IP_ADDRESS]")]
    [InlineData("2001:0db8:85a3:0000:0000:8a2e:0370:7334", "[IP_ADDRESS]")]
    public void What_must_go_goes(string text, string expected) => Assert.Equal(expected, Redactor.Redact(text));

    [Theory]
    [InlineData("")]
    [InlineData("Hello, héllo, 你好 and 👋")]
    [InlineData("a @ b, @user, user@localhost, @scope/name@1.2.3, a@b.1")]
    [InlineData("npm i @types/node@20.1.0")]
    [InlineData("prompt_tokens 1000, completion_tokens 100, total 1100000")]
    [InlineData("1763655141, 1763655141123, 1763655141123456")]
    [InlineData("2026-11-20T17:12:21.123456Z, 2026-11-20 17:12:21+0000, 20261120171221")]
    [InlineData("01-02-2024 10:30, 01/02/2024 10, 2024 10 11 1200")]
    [InlineData("version 1.2.3.4, v1.2.3.4, Chrome/120.0.0.0 Safari/537.36, 1.2.3, 10.0.100.1.5, AssemblyVersion(\"1.0.0.0\")")]
    [InlineData("550e8400-e29b-41d4-a716-446655440000 12345678-1234-4234-8234-123456789012")]
    [InlineData("chatcmpl-1234567890, call_4155550134, req-4155550134, t_af91, 0199a000000070008000000000000001")]
    [InlineData("gpt-4o-mini-2024-07-18, claude-3-5-sonnet-20241022, task-force-one, risk-adjusted-return-2024")]
    [InlineData("4111111111111112, 1234567812345678, 4111 1111 1111 1112, 9999-9999-9999-9999")]
    [InlineData("0.4532015112830366, -0.4111111111111111, 4111111111111111.5, x4111111111111111")]
    [InlineData("512 256 1024, 640 480 1280, 100 200 3000")]
    [InlineData("12,345,678,901 and 1 000 000 000 and 3.14159265358979")]
    [InlineData("DE00370400440532013000, XX89370400440532013000, AB12")]
    [InlineData("000-12-3456, 666-12-3456, 912-12-3456, 123-45-67890, 1123-45-6789")]
    [InlineData("12:34:56, std::vector<int>, x[1::2], a::b, x[::2], aa:bb:cc:dd:ee:ff, 256.1.1.1, ::")]
    [InlineData("sk-learn, sk-, task-1234567890abc, the bearer of good news, Bearer authentication, ghp_, AKIA, eyJ, xox")]
    [InlineData("ISBN 978-3-16-148410-0, 10 + 20 = 30, 1e+10000000")]
    [InlineData("#ff00aa, 0xDEADBEEF, sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    public void What_must_stay_stays(string text) => Assert.Equal(text, Redactor.Redact(text));

    [Theory]
    [InlineData("""{"a":"bob@example.com","n":1763655141}""", """{"a":"[EMAIL]","n":1763655141}""")]
    [InlineData("""{"a":"bob\u0040example.com"}""", """{"a":"[EMAIL]"}""")]
    [InlineData("""{"a":"say \"\u0062ob@example.com\"\nand"}""", """{"a":"say \"[EMAIL]\"\nand"}""")]
    [InlineData("""{"bob@example.com":[1]}""", """{"[EMAIL]":[1]}""")]
    [InlineData("""{"card":4111111111111111,"f":0.4111111111111111}""", """{"card":"[CREDIT_CARD]","f":0.4111111111111111}""")]
    [InlineData("""{"phone":4155550134,"id":4155550134}""", """{"phone":"[PHONE]","id":4155550134}""")]
    [InlineData("""{"phone":"4155550134","id":"4155550134"}""", """{"phone":"[PHONE]","id":"4155550134"}""")]
    [InlineData("""{"arguments":"{\"card\":4111111111111111,\"m\":\"b\\u0040x.org\"}"}""", """{"arguments":"{\"card\":\"[CREDIT_CARD]\",\"m\":\"[EMAIL]\"}"}""")]
    [InlineData("""{"deep":"\"{\\\"a\\\":\\\"\\\\nbob@x.org\\\"}\""}""", """{"deep":"\"{\\\"a\\\":\\\"\\\\n[EMAIL]\\\"}\""}""")]
    [InlineData("""{"a":"\nbob@x.org\n4111 1111\u00201111 1111"}""", """{"a":"\n[EMAIL]\n[CREDIT_CARD]"}""")]
    [InlineData("""[4111111111111111, "[4111111111111111]"]""", """["[CREDIT_CARD]", "[\"[CREDIT_CARD]\"]"]""")]
    [InlineData("""{"a":"\ud83d\ude00 \ud800 bob@x.org"}""", """{"a":"\ud83d\ude00 \ud800 [EMAIL]"}""")]
    public void Json_stays_json(string json, string expected)
    {
        var redacted = Redactor.Redact(json);
        Assert.Equal(expected, redacted);
        using var document = JsonDocument.Parse(redacted);
        Assert.NotEqual(JsonValueKind.Undefined, document.RootElement.ValueKind);
    }

    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"mail bob\u0040example.com and""", """{"choices":[{"message":{"content":"mail [EMAIL] and""")]
    [InlineData("""{"arguments":"{\"m\":\"bob\\u0040example.com""", """{"arguments":"{\"m\":\"[EMAIL]""")]
    [InlineData("""data: {"a":"415\u002d555-0134"}""", """data: {"a":"[PHONE]"}""")]
    public void Json_that_was_cut_is_read_all_the_same(string text, string expected) => Assert.Equal(expected, Redactor.Redact(text));

    [Fact]
    public void Patterns_of_the_operator_are_replaced_by_their_names()
    {
        var redactor = new Redactor(new Dictionary<string, string> { ["employee"] = @"E-\d{4}", ["word"] = "zéb(ra)?" });
        Assert.Equal("""{"é":"😀 [EMPLOYEE] [WORD]","n":"[EMPLOYEE]"}""", redactor.Redact("""{"é":"😀 E-1234 zébra","n":"\u0045-1234"}"""));
        var broken = redactor.Redact(new Utf8Text((byte[])[0xC3, 0x28, .. "E-1234"u8, 0xFF]));
        Assert.Equal((byte[])[0xC3, 0x28, .. "[EMPLOYEE]"u8, 0xFF], broken.Bytes.ToArray());
    }

    [Theory]
    [InlineData("sk-")]
    [InlineData("1 ")]
    [InlineData("4111 ")]
    [InlineData("a@")]
    [InlineData("-----BEGIN ")]
    [InlineData("-----BEGIN PRIVATE KEY")]
    [InlineData("eyJ.")]
    [InlineData("Bearer ")]
    [InlineData("DE89 ")]
    [InlineData("::1:")]
    [InlineData("\\")]
    [InlineData("\"[")]
    public void No_text_takes_a_time_beyond_proportion(string piece)
    {
        var (small, large) = (Fastest(piece, 20_000), Fastest(piece, 200_000));
        Assert.True(large < (40 * small) + TimeSpan.FromMilliseconds(20), $"{small} became {large}");
    }

    private static TimeSpan Fastest(string piece, int length)
    {
        var text = Utf8Text.From(string.Concat(Enumerable.Repeat(piece, length / piece.Length)));
        return Enumerable.Range(0, 3).Min(_ =>
        {
            var before = CpuTime();
            Redactor.Redact(text);
            return CpuTime() - before;
        });
    }

    /// <summary>What this thread alone has used, so that it does not matter who else is busy.</summary>
    private static TimeSpan CpuTime()
    {
        const int OfThisThread = 3;
        var time = new long[2];
        Assert.Equal(0, ReadClock(OfThisThread, time));
        return TimeSpan.FromSeconds(time[0]) + TimeSpan.FromMicroseconds(time[1] / 1000);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ReadClock(int clock, [Out] long[] secondsAndNanoseconds);

    [Fact]
    public void Clean_text_is_not_copied()
    {
        var text = Utf8Text.From("""{"role":"user","content":"Hello\nworld"}""");
        Assert.Equal(text.Bytes, Redactor.Redact(text).Bytes);
    }
}
