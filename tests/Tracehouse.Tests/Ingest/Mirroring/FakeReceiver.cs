using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Tracehouse.Tests.Ingest.Mirroring;

/// <summary>Another system, which takes what comes, or refuses, or does not answer.</summary>
internal sealed class FakeReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _stall = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FakeReceiver(WebApplication app) => _app = app;

    public ConcurrentQueue<(string Path, string Type, IHeaderDictionary Headers, byte[] Body)> Taken { get; } = [];

    /// <summary>What it answers next; when there is nothing left, 200. Zero does not answer until it is let go.</summary>
    public ConcurrentQueue<int> Statuses { get; } = [];

    public int Requests;

    public string? RetryAfter { get; set; }

    public string Url => _app.Urls.First();

    public static async Task<FakeReceiver> StartAsync(params int[] statuses)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var receiver = new FakeReceiver(app);
        Array.ForEach(statuses, receiver.Statuses.Enqueue);
        app.Run(receiver.TakeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>Waits until so many requests have been taken.</summary>
    public async Task WaitAsync(int count)
    {
        for (var tries = 0; Taken.Count < count; tries++)
        {
            Assert.True(tries < 1_000, $"{Taken.Count} requests of {count} arrived.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public void LetGo() => _stall.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        LetGo();
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        Interlocked.Increment(ref Requests);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var status = Statuses.TryDequeue(out var next) ? next : 200;
        if (status == 0)
        {
            await _stall.Task;
            status = 200;
        }

        context.Response.StatusCode = status;
        if (status != 200 && RetryAfter is not null)
        {
            context.Response.Headers.RetryAfter = RetryAfter;
        }

        if (status == 200)
        {
            Taken.Enqueue((context.Request.Path, context.Request.ContentType ?? "", new HeaderDictionary(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value)), body.ToArray()));
        }
    }
}
