using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracehouse.Query.Traces;
using Tracehouse.Ui.Assets;

namespace Tracehouse.Tests.Ui;

/// <summary>Renders components as the server does, and makes what they show.</summary>
internal static class Rendering
{
    public static readonly DateTimeOffset Now = new(2026, 4, 18, 12, 0, 0, TimeSpan.Zero);

    public static async Task<string> RenderAsync<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton<AssetCatalog>().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var values = ParameterView.FromDictionary(parameters.ToDictionary(each => each.Name, each => each.Value));
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(values)).ToHtmlString());
    }

    public static TraceDetail Detail(string inputMessages = "", string outputMessages = "", string inputText = "", string outputText = "") => new()
    {
        Project = "default",
        TraceId = "0199a000000070008000000000000001",
        RequestId = "0199a000000070008000000000000001",
        SpanId = "a1",
        Kind = "generation",
        Status = "success",
        Model = "echo",
        ModelAsked = "demo/echo",
        Provider = "demo",
        StartTime = Now,
        InputMessages = inputMessages,
        OutputMessages = outputMessages,
        InputText = inputText,
        OutputText = outputText,
    };

    public static TraceSummary Line(string id, string input = "Hello", decimal? cost = null) => new()
    {
        RequestId = id,
        Model = "echo",
        Provider = "demo",
        Kind = "generation",
        Status = "success",
        StartTime = Now,
        InputPreview = input,
        OutputPreview = "Hello",
        CostUsd = cost,
    };
}
