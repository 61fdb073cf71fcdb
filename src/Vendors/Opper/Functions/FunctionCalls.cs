using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Opper.Calls;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Functions;

/// <summary>Calls, with what the function of that name says where the request says nothing, and the examples it has.</summary>
internal sealed class FunctionCalls(CallRun run, CallStream stream, FunctionBook functions, ExampleBook examples)
{
    private const int ExamplesMax = 50;

    public async Task<IResult> RunAsync(HttpContext context, CallRequest call, Func<CallOutcome, JsonObject> body, CancellationToken abort)
    {
        var (whole, shown) = await WholeAsync(context.Caller().Project, call, abort);
        var outcome = await run.RunAsync(context, whole, shown, abort);
        return outcome.IsFailed ? Answers.Fault(context, outcome.Status, outcome.ErrorType, outcome.Error) : Answers.Ok(body(outcome));
    }

    public async Task<IResult> StreamAsync(HttpContext context, CallRequest call, IStreamShape shape, CancellationToken abort)
    {
        var (whole, shown) = await WholeAsync(context.Caller().Project, call, abort);
        return await stream.RunAsync(context, whole, shown, shape, abort) ?? Results.Empty;
    }

    private async Task<(CallRequest Call, IReadOnlyList<CallExample> Examples)> WholeAsync(ProjectId project, CallRequest call, CancellationToken stop)
    {
        try
        {
            // Whoever says everything need not be looked up.
            if (call.Instructions is null && await functions.FindByNameAsync(project, call.Name, stop) is { } function)
            {
                call = call.Or(function.ToCall());
            }

            if (call.FewShotCount <= 0)
            {
                return (call, call.Examples);
            }

            var dataset = await examples.OfFunctionAsync(project, call.Name, stop);
            var nearest = await examples.NearestAsync(project, dataset.Id, ExampleBook.Text(call.Input) ?? "", Math.Min(call.FewShotCount, ExamplesMax), stop);
            return (call, [.. call.Examples, .. nearest.Select(item => new CallExample(ExampleBook.Text(item.Input) ?? "", ExampleBook.Text(item.ExpectedOutput ?? item.Output) ?? ""))]);
        }
        catch (StoreUnavailableException)
        {
            return (call, call.Examples);
        }
    }
}
