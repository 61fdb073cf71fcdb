using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Resilience;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>The failures that several steps know, with the settings that they name.</summary>
internal sealed class FailureWords(IOptions<ForwardingOptions> options, IHostApplicationLifetime lifetime)
{
    private readonly ForwardingOptions _options = options.Value;

    /// <summary>How long an upstream may say nothing, where nothing else was set.</summary>
    public SilenceLimit Silence { get; } = new(TimeSpan.FromSeconds(options.Value.SilenceSecondsMax), "setting Gateway:SilenceSecondsMax");

    public ForwardFailure TooLarge() =>
        new(ForwardCause.RequestTooLarge, $"The request is larger than {_options.RequestBytesMax} bytes (setting Gateway:RequestBytesMax).");

    /// <summary>Why a call was cancelled.</summary>
    public ForwardFailure Cancelled(ProgressTimeout progress) => progress.IsClientSlow
        ? ClientGone($"The client took nothing of its answer for {progress.Limit.Time.TotalSeconds} seconds ({progress.Limit.Setting}).")
        : progress.IsClientGone ? ClientGone("The client went away before the answer was whole.")
        : new(ForwardCause.Timeout, $"The upstream said nothing for {progress.Limit.Time.TotalSeconds} seconds ({progress.Limit.Setting}).");

    public ForwardFailure ClientGone(string message) => lifetime.ApplicationStopping.IsCancellationRequested
        ? new(ForwardCause.Shutdown, "The gateway was stopped before the answer was whole.")
        : new(ForwardCause.ClientDisconnected, message);
}
