using Xunit;

namespace Tracehouse.Sdk.Tests.Support;

/// <summary>Waits for what another thread does in its own time.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            if (condition())
            {
                return;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"It never came to be that {what}.");
    }
}
