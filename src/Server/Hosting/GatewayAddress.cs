using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Tracehouse.Ui.Settings;

namespace Tracehouse.Server.Hosting;

/// <summary>Tells the pages where the gateway really listens; asked at the first page, when the doors are open and a port left to the system is known.</summary>
internal sealed class GatewayAddress(IServer server) : IConfigureOptions<UiOptions>
{
    public void Configure(UiOptions options) =>
        options.GatewayUrl = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? options.GatewayUrl;
}
