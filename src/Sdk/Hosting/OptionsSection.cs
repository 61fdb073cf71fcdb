using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Tracehouse.Hosting;

/// <summary>Reads the options out of a section of the configuration. By hand, because binding by reflection does not survive trimming.</summary>
internal static class OptionsSection
{
    /// <summary>Sets what the section names. Throws <see cref="ArgumentException"/> naming the setting that cannot be read.</summary>
    public static void Read(IConfiguration configuration, TracehouseOptions options)
    {
        var section = configuration.GetSection(TracehouseOptions.Section);
        options.Url = Address(section, nameof(options.Url)) ?? options.Url;
        options.GatewayUrl = Address(section, nameof(options.GatewayUrl)) ?? options.GatewayUrl;
        options.Key = Text(section, nameof(options.Key)) ?? options.Key;
        options.ServiceName = Text(section, nameof(options.ServiceName)) ?? options.ServiceName;
        options.Environment = Text(section, nameof(options.Environment)) ?? options.Environment;
        options.Release = Text(section, nameof(options.Release)) ?? options.Release;
        options.IsEnabled = Truth(section, nameof(options.IsEnabled)) ?? options.IsEnabled;
        options.CaptureContent = Truth(section, nameof(options.CaptureContent)) ?? options.CaptureContent;
        options.ReadBaggage = Truth(section, nameof(options.ReadBaggage)) ?? options.ReadBaggage;
        options.SamplingRatio = Value<double>(section, nameof(options.SamplingRatio), "a share from 0 to 1") ?? options.SamplingRatio;
        options.PayloadCharactersMax = Value<int>(section, nameof(options.PayloadCharactersMax), "a whole number") ?? options.PayloadCharactersMax;
        options.QueueMax = Value<int>(section, nameof(options.QueueMax), "a whole number") ?? options.QueueMax;
        options.QueueCharactersMax = Value<long>(section, nameof(options.QueueCharactersMax), "a whole number") ?? options.QueueCharactersMax;
        options.SendEvery = Value<TimeSpan>(section, nameof(options.SendEvery), "a time such as 00:00:01") ?? options.SendEvery;
        options.SendTimeout = Value<TimeSpan>(section, nameof(options.SendTimeout), "a time such as 00:00:10") ?? options.SendTimeout;
        options.ShutdownTimeout = Value<TimeSpan>(section, nameof(options.ShutdownTimeout), "a time such as 00:00:05") ?? options.ShutdownTimeout;
        options.Model = Text(section, nameof(options.Model)) ?? options.Model;
        options.CallTimeout = Value<TimeSpan>(section, nameof(options.CallTimeout), "a time such as 00:10:00") ?? options.CallTimeout;
        options.ReadTimeout = Value<TimeSpan>(section, nameof(options.ReadTimeout), "a time such as 00:00:30") ?? options.ReadTimeout;
        options.AnswerBytesMax = Value<int>(section, nameof(options.AnswerBytesMax), "a whole number") ?? options.AnswerBytesMax;
        foreach (var source in section.GetSection(nameof(options.Sources)).GetChildren())
        {
            options.Sources.Add(source.Value ?? throw Fault(section, nameof(options.Sources), "", "a list of names"));
        }
    }

    private static string? Text(IConfigurationSection section, string name) => section[name] is { Length: > 0 } text ? text : null;

    private static Uri? Address(IConfigurationSection section, string name) =>
        Text(section, name) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) ? address
        : throw Fault(section, name, text, "an address such as http://localhost:8000");

    private static bool? Truth(IConfigurationSection section, string name) =>
        Text(section, name) is not { } text ? null : bool.TryParse(text, out var truth) ? truth : throw Fault(section, name, text, "true or false");

    private static T? Value<T>(IConfigurationSection section, string name, string wanted) where T : struct, IParsable<T> =>
        Text(section, name) is not { } text ? null : T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : throw Fault(section, name, text, wanted);

    private static ArgumentException Fault(IConfigurationSection section, string name, string text, string wanted) => new($"{section.Path}:{name} is '{text}'; give {wanted}.");
}
