using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tracehouse.Gateway.Dialects;

/// <summary>The few bytes that the upstream must see differently; all others go out as they came in.</summary>
internal static class ChatRewrite
{
    private static readonly byte[] True = "true"u8.ToArray();
    private static readonly byte[] IncludeUsage = "\"include_usage\":true"u8.ToArray();
    private static readonly byte[] IncludeUsageAndMore = "\"include_usage\":true,"u8.ToArray();
    private static readonly byte[] StreamOptions = "{\"include_usage\":true}"u8.ToArray();
    private static readonly byte[] StreamOptionsProperty = ",\"stream_options\":{\"include_usage\":true}"u8.ToArray();

    /// <summary>The changes, in the order of the body: the model's name where it is another, and the wish for usage.</summary>
    public static List<Splice> Plan(ChatRequest request, string model, bool askForUsage)
    {
        var splices = new List<Splice>(2);
        if (request.Models.Count > 1 || model != request.Model)
        {
            var name = Quote(model);
            foreach (var range in request.Models)
            {
                splices.Add(new Splice(range, name));
            }
        }

        if (askForUsage && UsageSplice(request) is { } usage)
        {
            splices.Add(usage);
            splices.Sort(static (one, other) => one.Place.Start.CompareTo(other.Place.Start));
        }

        return splices;
    }

    /// <summary>Null when the caller asked already, or wrote something that the upstream must judge.</summary>
    private static Splice? UsageSplice(ChatRequest request)
    {
        if (request.WantsUsage)
        {
            return null;
        }

        var options = request.StreamOptions;
        if (options.IsEmpty)
        {
            return new Splice(new ByteRange(request.PropertiesEnd, request.PropertiesEnd), StreamOptionsProperty);
        }

        var written = options.Of(request.Body);
        if (written.SequenceEqual("null"u8))
        {
            return new Splice(options, StreamOptions);
        }

        if (written[0] != '{')
        {
            return null;
        }

        if (!request.IncludeUsage.IsEmpty)
        {
            return new Splice(request.IncludeUsage, True);
        }

        var isEmpty = written[1..^1].Trim(" \t\r\n"u8).IsEmpty;
        return new Splice(new ByteRange(options.Start + 1, options.Start + 1), isEmpty ? IncludeUsage : IncludeUsageAndMore);
    }

    private static byte[] Quote(string model) =>
        [(byte)'"', .. JsonEncodedText.Encode(model, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];
}
