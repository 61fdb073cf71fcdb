namespace Tracehouse.Sdk.Tests.Observing;

/// <summary>Methods of the ordinary kinds.</summary>
internal class Subject
{
    [Observe]
    public static int Add(int left, int right) => left + right;

    [Observe(Name = "greeting", Kind = ObservationKind.Tool)]
    public string Greet(string name = "you", params string[] others) => $"Hello {string.Join(", ", others.Prepend(name))}";

    [Observe]
    public void Nothing()
    {
    }

    [Observe]
    public async Task<string> WaitAsync(string word, CancellationToken stop)
    {
        await Task.Yield();
        stop.ThrowIfCancellationRequested();
        return word + Add(1, 2);
    }

    [Observe]
    public async Task WaitForNothingAsync() => await Task.Yield();

    [Observe]
    public async ValueTask<int> CountAsync(bool waits)
    {
        if (waits)
        {
            await Task.Yield();
        }

        return 7;
    }

    [Observe]
    public async ValueTask RestAsync() => await Task.Yield();

    [Observe]
    public int Fail(string why) => throw new InvalidOperationException(why);

    [Observe]
    public async Task<int> FailAsync(string why)
    {
        await Task.Yield();
        throw new InvalidOperationException(why);
    }

    [Observe]
    public Task<int> FailAtOnceAsync(string why) => throw new ArgumentException(why);

    [Observe]
    public Task FailTwiceAsync() => Task.WhenAll(FailAsync("one"), FailAsync("two"));

    [Observe(CaptureOutput = false)]
    public string Login(string user, [NotObserved] string password) => user + password;

    [Observe(CaptureInput = false)]
    public string Secret(string word) => word;

    [Observe]
    public T Same<T>(T value) => value;

    [Observe]
    public bool TryParse(string text, ref int tries, in int start, out int number)
    {
        tries++;
        return int.TryParse(text, out number) && number > start;
    }

    [Observe]
    public string Here(string word, TraceContext? place = null) => word + (place?.TraceId ?? "");

    [Observe]
    private string Hidden(string word) => word + word;

    [Observe]
    private static string HiddenStatic(string word) => word + word;

    public string CallHidden(string word) => Hidden(word) + HiddenStatic(word);
}
