using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Tracehouse.Datasets;
using Tracehouse.Gateway;
using Tracehouse.Gateway.CrossOrigin;
using Tracehouse.Gateway.Keys;
using Tracehouse.Ingest;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Query;
using Tracehouse.Server.Access;
using Tracehouse.Server.Health;
using Tracehouse.Server.Listening;
using Tracehouse.Server.Repricing;
using Tracehouse.Store;
using Tracehouse.Ui;
using Tracehouse.Ui.Settings;
using Tracehouse.Vendors;

namespace Tracehouse.Server.Hosting;

/// <summary>
/// The server, put together: 1. settings, 2. the data directory, 3. the doors, 4. engine, store, gateway, ingest, questions, the APIs of other systems and pages,
/// 5. what lies behind each door. They stop in the reverse order: doors, drain, engine.
/// </summary>
internal static class ServerHost
{
    public static async Task<WebApplication> BuildAsync(string[] args, CancellationToken stop)
    {
        // 1. Settings.
        // Nothing reads settings again, and the watch for changes would hear of every write to a data directory beneath it.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        var notes = builder.Configuration.AddServerSettings(args);
        builder.Logging.AddServerLogging(builder.Configuration);

        // 2. The data directory.
        var data = DataDirectory.Open(builder.Configuration["Data:Directory"]!);
        builder.Services.AddSingleton(_ => data);

        // 3. The doors.
        var doors = Doors.From(builder.Configuration);
        builder.Services.AddSingleton(doors);
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, ReadBlocks>();
        builder.Services.AddSingleton<IConnectionListenerFactory, GatewayTransport>();
        builder.WebHost.ConfigureKestrel(doors.Open);

        builder.Services.AddKeyRequirement(doors.Urls);

        // 4. The parts.
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddClickHouseAddress(builder.Configuration, data);
        builder.Services.AddStore(builder.Configuration);
        builder.Services.AddGateway(builder.Configuration);
        builder.Services.AddIngest(builder.Configuration);
        builder.Services.AddSingleton<IDurableSink, SpoolSink>();
        MirroredSink.AddTo(builder.Services);
        builder.Services.AddAccess(builder.Configuration);
        builder.Services.AddQuery(builder.Configuration);
        builder.Services.AddDatasets(builder.Configuration);
        builder.Services.AddVendors(builder.Configuration);
        builder.Services.AddUi();
        builder.Services.AddSingleton<IConfigureOptions<UiOptions>, GatewayAddress>();
        builder.Services.AddHostedService<Banner>();

        // 5. Behind the doors.
        var app = builder.Build();
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        SettingNotes.Log(app.Logger, notes);
        await KeyRequirement.CheckAsync(app.Services, stop, doors.Urls);
        app.UseCrossSiteGuard(app.Services.GetRequiredService<KeyRing>(), app.Configuration["Api:AllowedHosts"], app.Services.GetRequiredService<IOptions<CrossOriginOptions>>().Value.ToSet());

        // The gateway tells its paths apart by itself, so routes are looked for behind it.
        app.MapWhen(context => context.CameThrough(Listener.Gateway), branch => branch.MapGateway());
        app.UseVendors();
        app.UseRouting();
        app.UseAccessGuard();
        app.MapWhen(context => context.CameThrough(Listener.OtlpHttp), branch => branch.MapOtlpHttp());
        app.MapWhen(context => context.CameThrough(Listener.OtlpGrpc), branch => branch.MapOtlpGrpc());
        app.MapHealth();
        app.MapIngest();
        app.MapSignIn();
        app.MapGatewayManagement();
        app.MapRepricing();
        app.MapDatasets();
        app.MapVendors();
        app.MapQuery();
        app.MapUi();
        return app;
    }
}
