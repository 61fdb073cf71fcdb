using System.Text;
using Tracehouse.Gateway.Translation.Bedrock;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Bedrock;

/// <summary>The binary stream of AWS's, in any pieces; and what is wrong with it is found.</summary>
public sealed class EventStreamReaderTests
{
    private const int Cases = 200;

    /// <summary>What AWS's own library for JavaScript writes: a header of every type there is, and a payload of three letters.</summary>
    private const string OfAws =
        "00000095000000827f7295050d3a6d6573736167652d747970650700056576656e740379657300026e6f0101620201017303000201690400000003016c0500000000000000040362696e06"
        + "000301020301740800000000000003e80175090123456789abcdef0123456789abcdef0b3a6576656e742d74797065070011636f6e74656e74426c6f636b44656c746161626339ac3f6d";

    [Fact]
    public void MessageOfAwsIsRead()
    {
        var (messages, fault) = Read([Convert.FromHexString(OfAws)], 1000);
        Assert.Null(fault);
        Assert.Equal(["event contentBlockDelta [] abc"], messages);
    }

    [Fact]
    public void PiecesMakeNoDifference()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new RandomJson(seed);
            byte[] stream =
            [
                .. EventStreamMessages.Event("messageStart", "{\"role\":\"assistant\"}"), .. EventStreamMessages.Event("contentBlockDelta", $"{{\"x\":{random.Text()}}}"),
                .. EventStreamMessages.Write([]), .. EventStreamMessages.Exception("throttlingException", "Slow down"),
                .. EventStreamMessages.Write([], (":message-type", "error"), (":error-code", "InternalError"), (":error-message", "Broken")),
            ];
            var (whole, _) = Read([stream], 100_000);
            Assert.Equal(5, whole.Count);
            Assert.Equal("exception throttlingException [] {\"message\":\"Slow down\"}", whole[3]);
            Assert.Equal("error InternalError [Broken] ", whole[4]);
            var (pieces, fault) = Read(random.Cut(stream, 1 + random.Next(60)), 100_000);
            Assert.Null(fault);
            Assert.Equal(whole, pieces);
        }
    }

    [Theory]
    [InlineData(0, "checksum of a message's beginning")]
    [InlineData(9, "checksum of a message's beginning")]
    [InlineData(20, "checksum of a message")]
    [InlineData(-1, "checksum of a message")]
    public void FlippedBitIsFound(int at, string complaint)
    {
        var stream = EventStreamMessages.Event("messageStart", "{\"role\":\"assistant\"}");
        stream[at < 0 ? stream.Length + at : at] ^= 1;
        var (messages, fault) = Read([stream], 1000);
        Assert.Empty(messages);
        Assert.Contains(complaint, fault);
    }

    [Theory]
    [InlineData("05ffff")]
    [InlineData("016107ffff61")]
    [InlineData("01610a")]
    [InlineData("016107")]
    public void HeadersThatMakeNoSenseAreFound(string headers)
    {
        var (messages, fault) = Read([EventStreamMessages.Write([], Convert.FromHexString(headers))], 1000);
        Assert.Empty(messages);
        Assert.Contains("headers", fault);
    }

    [Fact]
    public void MessageBeyondTheLimitIsRefusedAtItsBeginning()
    {
        var message = EventStreamMessages.Write(new byte[85]);
        Assert.Contains("Gateway:TranslatedEventBytesMax", Read([message[..12]], 100).Fault);
        Assert.Null(Read([message], 101).Fault);
    }

    [Fact]
    public void CutMessageIsNone()
    {
        var (messages, fault) = Read([EventStreamMessages.Event("messageStart", "{}")[..^1]], 1000);
        Assert.Empty(messages);
        Assert.Null(fault);
    }

    private static (List<string> Messages, string? Fault) Read(IEnumerable<byte[]> pieces, int bytesMax)
    {
        using var reader = new EventStreamReader(bytesMax);
        var messages = new List<string>();
        foreach (var piece in pieces)
        {
            ReadOnlySpan<byte> rest = piece;
            while (reader.Next(ref rest) is { } message)
            {
                messages.Add($"{message.Kind} {message.Name} [{message.Complaint}] {Encoding.UTF8.GetString(message.Payload.Span)}");
            }
        }

        return (messages, reader.Fault);
    }
}
