using System.Runtime.CompilerServices;

namespace Tracehouse.Sdk.Tests.Observing;

/// <summary>Methods and types of the less ordinary kinds.</summary>
internal static class Shapes
{
    public static int Reads;

    [Observe]
    public static IEnumerable<int> Count(int to)
    {
        for (var at = 1; at <= to; at++)
        {
            Reads++;
            yield return Subject.Add(at, 0);
        }
    }

    [Observe]
    public static IEnumerable<int> Listed(int to) => [.. Enumerable.Range(1, to)];

    [Observe]
    public static IEnumerable<int> Break()
    {
        yield return 1;
        throw new InvalidOperationException("broken");
    }

    [Observe]
    public static async IAsyncEnumerable<string> StreamAsync(string word, int times, [EnumeratorCancellation] CancellationToken stop = default)
    {
        for (var at = 0; at < times; at++)
        {
            await Task.Delay(1, stop);
            yield return word + Subject.Add(at, 0);
        }
    }

    [Observe]
    public static string Shout(this string word, char end = '!') => word.ToUpperInvariant() + end;

    [Observe]
    public static int Length(ReadOnlySpan<char> text) => text.Length;
}

internal struct Counter
{
    public int Value;

    [Observe]
    public int Up(int by) => Value += by;

    [Observe]
    public readonly int Read() => Value;
}

internal class Box<T>(T value)
    where T : notnull
{
    public T Value => value;

    [Observe]
    public (T, TOther) With<TOther>(TOther other)
        where TOther : struct => (value, other);

    [Observe]
    private T Open<TOther>(TOther key) => key is null ? value : value;

    public T OpenWith(string key) => Open(key);

    internal sealed class Lid
    {
        [Observe]
        public static T Turn(T over) => over;
    }
}

internal interface IAsks
{
    [Observe]
    string Ask(string question);
}

internal class Asker : IAsks
{
    public string Ask(string question) => question + "?";

    [Observe]
    protected virtual string Answer(string question) => "base " + question;

    public string CallAnswer(string question) => Answer(question);
}

internal sealed class LoudAsker : Asker
{
    protected override string Answer(string question) => "loud " + question;
}
