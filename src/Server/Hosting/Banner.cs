using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Tracehouse.Gateway.Keys;
using Tracehouse.Server.Listening;

namespace Tracehouse.Server.Hosting;

/// <summary>Says where to go, once the doors are open.</summary>
internal sealed class Banner(IServer server, IHostApplicationLifetime lifetime, Doors doors, DataDirectory data, KeyRing ring) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Show);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Show()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        var gateway = doors.AddressOf(Listener.Gateway, addresses);
        var (http, grpc) = (doors.AddressOf(Listener.OtlpHttp, addresses) ?? "off", doors.AddressOf(Listener.OtlpGrpc, addresses) ?? "off");
        Console.WriteLine(
            $$"""

               Tracehouse is ready.

               Gateway    {{gateway}}/v1   the base URL for your client
               Workbench  {{doors.AddressOf(Listener.Api, addresses)}}
               OTLP/HTTP  {{http}}
               OTLP/gRPC  {{grpc}}
               Data       {{data.Path}}

               Try it:
               curl {{gateway}}/v1/chat/completions -H "Content-Type: application/json" \{{(ring.IsRequired ? "\n                 -H \"Authorization: Bearer $TRACEHOUSE_KEY\" \\" : "")}}
                 -d '{"model": "demo/echo", "messages": [{"role": "user", "content": "hello"}]}'

             """);
    }
}
