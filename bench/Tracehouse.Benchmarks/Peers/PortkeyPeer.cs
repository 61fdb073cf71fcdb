using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Tracehouse.Benchmarks.Peers;

/// <summary>
/// The gateway of Portkey, from npm; fetched the first time that it takes part. Its streams fail with the newest @hono/node-server that it allows
/// (headers of the upstream's answer cannot be changed), so the lock holds an older one.
/// </summary>
internal sealed class PortkeyPeer : Peer
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "portkey");
    private static readonly string Script = Path.Combine(Folder, "node_modules", "@portkey-ai", "gateway", "build", "start-server.js");

    public override string Name => "portkey";

    public override bool IsExact => false;

    public override string Headers(IPEndPoint upstream) => $"x-portkey-provider: openai\r\nx-portkey-custom-host: http://{upstream}/v1\r\n";

    public override string? Missing()
    {
        if (Pinned.Find("node") is null || Pinned.Find("npm") is null)
        {
            return "Node and npm are not installed (https://nodejs.org)";
        }

        if (!File.Exists(Script))
        {
            string[] arguments = ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
            using var npm = Process.Start(new ProcessStartInfo("npm", arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true })!;
            npm.StandardOutput.ReadToEnd();
            npm.WaitForExit();
        }

        return File.Exists(Script) ? null : "npm could not fetch @portkey-ai/gateway";
    }

    public override RunningPeer Start(IPEndPoint upstream, int core)
    {
        var target = RunningPeer.FreeAddress();
        return new RunningPeer(target, core, "node", Script, "--headless", string.Create(CultureInfo.InvariantCulture, $"--port={target.Port}"));
    }
}
