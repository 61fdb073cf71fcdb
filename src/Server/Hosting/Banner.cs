using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Tracehouse.Gateway.Keys;

namespace Tracehouse.Server.Hosting;

/// <summary>Says where to go, once the doors are open.</summary>
internal sealed class Banner(IServer server, IHostApplicationLifetime lifetime, DataDirectory data, KeyRing ring) : IHostedService
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
        Console.WriteLine(
            $$"""

               Tracehouse is ready.

               Gateway    {{addresses[0]}}/v1   the base URL for your client
               Workbench  {{addresses[^1]}}
               Data       {{data.Path}}

               Try it:
               curl {{addresses[0]}}/v1/chat/completions -H "Content-Type: application/json" \{{(ring.IsRequired ? "\n                 -H \"Authorization: Bearer $TRACEHOUSE_KEY\" \\" : "")}}
                 -d '{"model": "demo/echo", "messages": [{"role": "user", "content": "hello"}]}'

             """);
    }
}
