using Microsoft.Extensions.Options;
using Tracehouse.Server.Hosting;
using Tracehouse.Server.Listening;

namespace Tracehouse.Server.Commands;

/// <summary>Serves until told to stop. What is wrong with the settings is said in a line each, without a stack trace.</summary>
internal static class ServeCommand
{
    private const int Failure = 1;

    // How the framework's binder begins when a value has the wrong form; the setting's name follows.
    private const string ConversionFault = "Failed to convert configuration value";

    public static async Task<int> RunAsync(string[] settings, CancellationToken stop)
    {
        SocketThreads.GoOnInline();
        try
        {
            await using var app = await ServerHost.BuildAsync(settings, stop);
            await app.RunAsync(stop);
            return Environment.ExitCode;
        }
        catch (SettingException fault)
        {
            return await ComplainAsync([fault.Message]);
        }
        catch (Exception fault) when (SettingFaults(fault) is { Count: > 0 } faults)
        {
            return await ComplainAsync(faults);
        }
        catch (InvalidDataException fault)
        {
            return await ComplainAsync([fault.Message]);
        }
        catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return await ComplainAsync([$"{fault.Message} Change Gateway:Url, Api:Url, Otlp:HttpUrl or Otlp:GrpcUrl (the last two may be empty), or stop what listens there."]);
        }
    }

    private static List<string> SettingFaults(Exception fault) => fault switch
    {
        AggregateException several => [.. several.InnerExceptions.SelectMany(SettingFaults)],
        OptionsValidationException validation => [.. validation.Failures],
        InvalidOperationException conversion when conversion.Message.StartsWith(ConversionFault, StringComparison.Ordinal) => [conversion.Message],
        _ => [],
    };

    private static async Task<int> ComplainAsync(IEnumerable<string> faults)
    {
        foreach (var fault in faults)
        {
            await Console.Error.WriteLineAsync($"tracehouse: {fault}");
        }

        return Failure;
    }
}
