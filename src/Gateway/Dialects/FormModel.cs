using System.Text;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Finds the model in a form with files, when it is written as clients write it; every other form is left alone.</summary>
internal static class FormModel
{
    private const int NameBytesMax = 200;

    public static void Read(ChatRequest request)
    {
        request.IsForm = true;
        if (BoundaryOf(request.ContentType!) is not { } boundary)
        {
            return;
        }

        var body = request.Body.Span;
        var head = Encoding.ASCII.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n");
        var at = body.IndexOf(head);
        if (at < 0 || (at > 0 && body[at - 1] != (byte)'\n'))
        {
            return;
        }

        var start = at + head.Length;
        var length = body[start..].IndexOf("\r\n"u8);
        if (length is > 0 and <= NameBytesMax && Ascii.IsValid(body.Slice(start, length)))
        {
            request.Model = Encoding.ASCII.GetString(body.Slice(start, length));
            request.Models.Add(new ByteRange(start, start + length));
        }
    }

    public static List<Splice> Rewrite(ChatRequest request, string model) =>
        model == request.Model ? [] : [new Splice(request.Models[0], Encoding.ASCII.GetBytes(model))];

    private static string? BoundaryOf(string contentType)
    {
        const string Name = "boundary=";
        var at = contentType.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : contentType[(at + Name.Length)..].Split(';')[0].Trim().Trim('"');
    }
}
