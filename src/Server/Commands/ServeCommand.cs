using Microsoft.Extensions.Options;
using Tracehouse.Server.Hosting;
using Tracehouse.Server.Listening;

namespace Tracehouse.Server.Commands;

/// <summary>Serves until told to stop. What is wrong with the settings is said in a line each, without a stack trace.</summary>
internal static class ServeCommand
{
    private const int Failure = 1;

    public static async Task<int> RunAsync(string[] settings, CancellationToken stop)
    {
        try
        {
            await using var app = ServerHost.Build(settings);
            await app.RunAsync(stop);
            return Environment.ExitCode;
        }
        catch (SettingException fault)
        {
            return await ComplainAsync([fault.Message]);
        }
        catch (OptionsValidationException fault)
        {
            return await ComplainAsync(fault.Failures);
        }
        catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return await ComplainAsync([$"{fault.Message} Change Gateway:Url or Api:Url, or stop what listens there."]);
        }
    }

    private static async Task<int> ComplainAsync(IEnumerable<string> faults)
    {
        foreach (var fault in faults)
        {
            await Console.Error.WriteLineAsync($"tracehouse: {fault}");
        }

        return Failure;
    }
}
