using Microsoft.Extensions.Options;
using Tracehouse.Ui.Settings;

namespace Tracehouse.Ui.Live;

/// <summary>Counts the tabs that wait, so that there are never more than allowed.</summary>
internal sealed class ArrivalListeners(IOptions<UiOptions> options)
{
    private int _count;

    /// <summary>False when there are as many as <c>Ui:ListenersMax</c>; then <see cref="Leave"/> must not be called.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= options.Value.ListenersMax)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _count);
}
