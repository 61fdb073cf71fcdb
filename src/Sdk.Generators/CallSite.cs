namespace Tracehouse.Generators;

/// <summary>One call of an [Observe] method: only text, so that the compiler can tell whether anything has changed.</summary>
internal sealed class CallSite(string interceptor, string place, Texts types) : IEquatable<CallSite>
{
    public string Interceptor => interceptor;

    public string Place => place;

    public Texts Types => types;

    public bool Equals(CallSite? other) => other is not null && other.Place == place && other.Interceptor == interceptor && other.Types.Equals(types);

    public override bool Equals(object? obj) => Equals(obj as CallSite);

    public override int GetHashCode() => place.GetHashCode();
}
