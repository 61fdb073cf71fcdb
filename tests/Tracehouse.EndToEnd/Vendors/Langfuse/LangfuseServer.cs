using Tracehouse.EndToEnd.Access;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Vendors.Langfuse;

/// <summary>A server with two projects, whose keys are pairs as Langfuse's are.</summary>
public sealed class LangfuseServer : IAsyncLifetime
{
    public const string Public = "pk-lf-one-planted";
    public const string Secret = "sk-lf-one-planted-0123456789";
    public const string OtherSecret = "sk-lf-two-planted-0123456789";

    public const string CallerSecret = "sk-lf-calls-planted-0123456789";

    public ServerProcess Server { get; private set; } = null!;

    public static async Task<ServerProcess> StartAsync(params string[] settings)
    {
        var server = await ServerProcess.StartAsync(
        [
            "--Keys:0:Project", "one", "--Keys:0:Public", Public, "--Keys:0:Secret", Secret,
            "--Keys:1:Project", "two", "--Keys:1:Public", "pk-lf-two-planted", "--Keys:1:Secret", OtherSecret,
            "--Keys:2:Project", "one", "--Keys:2:Secret", CallerSecret, "--Keys:2:Role", "CallOnly", .. settings,
        ]);
        await server.StoreReadyAsync(Secret);
        return server;
    }

    public async ValueTask InitializeAsync() => Server = await StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
