using System.Net;

namespace Tracehouse.Server.Listening;

/// <summary>An address of the gateway's door, told from all others by its type, so that its connections can be served in their own way.</summary>
internal sealed class GatewayEndPoint(IPAddress address, int port) : IPEndPoint(address, port);
