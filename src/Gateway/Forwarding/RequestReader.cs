using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Wire;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>Takes in what the client asks: reads the request, and finds in it what is needed.</summary>
internal sealed class RequestReader(IOptions<ForwardingOptions> options, FailureWords words)
{
    private const int PieceBytes = 16 * 1024;

    /// <summary>What a caller may only announce and not send costs no more memory than this.</summary>
    private const int ReservedBytesMax = 1024 * 1024;

    private readonly ForwardingOptions _options = options.Value;

    /// <summary>Reads the request into rented memory, up to a limit.</summary>
    public async ValueTask<ForwardFailure?> ReadAsync(Call call, HttpContext context)
    {
        // The limit below is ours, and explains itself better than the server's.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        if (context.Request.ContentLength > _options.RequestBytesMax)
        {
            return words.TooLarge();
        }

        try
        {
            // A body of known length gets its memory at once; the byte more is for the read that finds its end.
            var rest = (int)(context.Request.ContentLength ?? -1);
            int read;
            do
            {
                read = await context.Request.Body.ReadAsync(call.Body.GetMemory(rest < 0 ? PieceBytes : Math.Min(rest, ReservedBytesMax) + 1), context.RequestAborted);
                rest -= rest < 0 ? 0 : read;
                call.Body.Advance(read);
                if (call.Body.Length > _options.RequestBytesMax)
                {
                    return words.TooLarge();
                }
            }
            while (read > 0);
            if (call.Body.Length > PoolThread.QuickBytesMax)
            {
                await PoolThread.GoAsync();
            }

            return null;
        }
        catch (BadHttpRequestException e) when (context.Request.ContentLength is null || e.StatusCode != StatusCodes.Status400BadRequest)
        {
            // Of a body of known length only the end can be missing; chunks can be wrong in themselves.
            return new ForwardFailure(ForwardCause.InvalidRequest, $"The body cannot be read: {e.Message}");
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return words.ClientGone("The client went away before its request had come.");
        }
    }

    /// <summary>Finds in the request what is needed.</summary>
    public ForwardFailure? Understand(Call call, HttpRequest request)
    {
        call.Request = new ChatRequest(call.Body.Memory) { ContentType = request.ContentType, ContentEncoding = request.Headers.ContentEncoding };
        var fault = call.Dialect.ReadRequest(call.Request, _options.RequestDepthMax);
        call.IsStream = call.Request.IsStream;
        var cut = CutModel(call);
        return fault is null ? cut : new ForwardFailure(ForwardCause.InvalidRequest, fault.Message, fault.Param);
    }

    /// <summary>No record keeps more of a model's name than the limit. What goes on whatever its model is no worse for a long one.</summary>
    private ForwardFailure? CutModel(Call call)
    {
        var most = _options.ModelCharsMax;
        if (call.Request!.Model is not { } model || model.Length <= most)
        {
            return null;
        }

        call.Request.Model = model[..(char.IsHighSurrogate(model[most - 1]) ? most - 1 : most)];
        return call.Dialect.FixedProvider is not null
            ? null
            : new ForwardFailure(ForwardCause.InvalidRequest, $"model has {model.Length} characters; at most {most} are allowed (setting Gateway:ModelCharsMax).", "model");
    }
}
