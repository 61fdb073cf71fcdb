using System.CommandLine;
using Tracehouse.Engine.Configuration;
using Tracehouse.Engine.Hosting;
using Tracehouse.Server.Commands.OpenTracy;
using Tracehouse.Server.Repricing;

namespace Tracehouse.Server.Commands;

/// <summary>What can be said on the command line.</summary>
internal static class CommandLine
{
    private const string Description =
        """
        Tracehouse: gateway, trace store and workbench for LLM calls, in one process.

        Without a command it serves. Any setting can be given as --Section:Name VALUE, as an environment
        variable TRACEHOUSE_Section__Name, or in appsettings.json. The most common ones:
          --Gateway:Url       where model calls are taken   (http://127.0.0.1:8080)
          --Api:Url           REST API and pages            (http://127.0.0.1:8000)
          --Otlp:HttpUrl      OpenTelemetry over HTTP       (http://127.0.0.1:4318; empty is off)
          --Otlp:GrpcUrl      OpenTelemetry over gRPC       (http://127.0.0.1:4317; empty is off)
          --Data:Directory    where everything is kept      (./tracehouse-data)
          --ClickHouse:Url    a ClickHouse server to use instead of the embedded engine
          --Providers:NAME:BaseUrl, --Providers:NAME:ApiKey
        """;

    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(Description) { TreatUnmatchedTokensAsErrors = false };
        root.SetAction((parsed, stop) => ServeCommand.RunAsync([.. parsed.UnmatchedTokens], stop));
        root.Subcommands.Add(EngineCommandLine());
        root.Subcommands.Add(RepriceCommandLine());
        root.Subcommands.Add(ImportCommandLine());
        // The host hears the signals itself, and its orderly stop takes as long as it takes.
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static Command EngineCommandLine()
    {
        var data = new Option<string>("--data") { Description = "The directory that holds the tables.", Required = true };
        var socket = new Option<string?>("--socket") { Description = "A Unix socket to listen on." };
        var url = new Option<string?>("--url") { Description = "A loopback address to listen on, such as http://127.0.0.1:8123." };
        var alone = new Option<bool>("--no-parent") { Description = "Go on when standard input ends; for an engine started by hand." };
        var engine = new Command("engine", "Only the embedded ClickHouse engine, behind ClickHouse's HTTP interface. A server starts it by itself.")
        {
            data, socket, url, alone,
        };
        engine.SetAction((parsed, stop) => EngineHost.RunAsync(
            new EngineOptions
            {
                DataDirectory = parsed.GetRequiredValue(data),
                Socket = parsed.GetValue(socket),
                Url = parsed.GetValue(url),
                EndsWithParent = !parsed.GetValue(alone),
            },
            stop));
        return engine;
    }

    private static Command RepriceCommandLine()
    {
        var since = new Option<string?>("--from") { Description = "Only calls from this time on, such as 2026-11-01 or 2026-11-01T08:00:00Z." };
        var until = new Option<string?>("--to") { Description = "Only calls before this time." };
        var model = new Option<string?>("--model") { Description = "Only calls of this model, by the name that traces have." };
        var provider = new Option<string?>("--provider") { Description = "Only calls of this provider." };
        var unpriced = new Option<bool>("--only-unpriced") { Description = "Only calls that have no cost." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change, and change nothing." };
        var reprice = new Command("reprice", "Price past calls again by the prices of now. The server must run; it is looked for at Api:Url.")
        {
            since, until, model, provider, unpriced, dryRun,
        };
        reprice.TreatUnmatchedTokensAsErrors = false;
        reprice.SetAction((parsed, stop) => RepriceCommand.RunAsync(
            new RepriceBody
            {
                From = parsed.GetValue(since),
                To = parsed.GetValue(until),
                Model = parsed.GetValue(model),
                Provider = parsed.GetValue(provider),
                IsOnlyUnpriced = parsed.GetValue(unpriced),
                IsDryRun = parsed.GetValue(dryRun),
            },
            [.. parsed.UnmatchedTokens],
            stop));
        return reprice;
    }

    private static Command ImportCommandLine()
    {
        var url = new Option<string>("--clickhouse") { Description = "The HTTP interface of the ClickHouse server, such as http://127.0.0.1:8123.", Required = true };
        var database = new Option<string?>("--database") { Description = "Where the table is. Default: OPENTRACY_CH_DATABASE, or opentracy." };
        var table = new Option<string>("--table") { Description = "The table.", DefaultValueFactory = _ => "llm_traces" };
        var user = new Option<string?>("--user") { Description = "Who signs in there. Default: OPENTRACY_CH_USERNAME, or default." };
        var password = new Option<string?>("--password") { Description = "Its password. Default: OPENTRACY_CH_PASSWORD." };
        var since = new Option<string?>("--since") { Description = "Only traces from this time on, such as 2026-01-01." };
        var bookmark = new Option<string>("--bookmark") { Description = "The file that tells how far it is; another run goes on there.", DefaultValueFactory = _ => "opentracy-import.json" };
        var command = new Command("opentracy", "Copy the traces of OpenTracy's table, with their ids. The server must run; it is looked for at Api:Url. Running it again copies only what is new.")
        {
            url, database, table, user, password, since, bookmark,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, stop) => ImportCommand.RunAsync(
            new ImportSource
            {
                Address = parsed.GetRequiredValue(url),
                Database = parsed.GetValue(database) ?? Environment.GetEnvironmentVariable("OPENTRACY_CH_DATABASE") ?? "opentracy",
                Table = parsed.GetRequiredValue(table),
                User = parsed.GetValue(user) ?? Environment.GetEnvironmentVariable("OPENTRACY_CH_USERNAME") ?? "default",
                Password = parsed.GetValue(password) ?? Environment.GetEnvironmentVariable("OPENTRACY_CH_PASSWORD") ?? "",
                From = parsed.GetValue(since),
            },
            parsed.GetRequiredValue(bookmark),
            [.. parsed.UnmatchedTokens],
            stop));
        return new Command("import", "Copy traces from another system.") { command };
    }
}
