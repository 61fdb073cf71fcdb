using Tracehouse.Ingest.Mirroring;
using Tracehouse.Records;

namespace Tracehouse.Server.Hosting;

/// <summary>The sink of the gateway, with other systems behind it that get the same.</summary>
internal sealed class MirroredSink(IRecordSink sink, Mirrors mirrors) : IRecordSink
{
    public bool TryAppend(SpanRecord record)
    {
        var isKept = sink.TryAppend(record);
        mirrors.Add(record);
        return isKept;
    }

    /// <summary>Puts it before the sink that has been added last.</summary>
    public static void AddTo(IServiceCollection services)
    {
        var inner = services.Last(service => service.ServiceType == typeof(IRecordSink)).ImplementationFactory!;
        services.AddSingleton<IRecordSink>(provider => provider.GetRequiredService<Mirrors>() is { States.Count: > 0 } mirrors
            ? new MirroredSink((IRecordSink)inner(provider), mirrors)
            : (IRecordSink)inner(provider));
    }
}
