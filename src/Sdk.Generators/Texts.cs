namespace Tracehouse.Generators;

/// <summary>Texts that are equal when all of them are.</summary>
internal readonly struct Texts(IReadOnlyList<string> all) : IEquatable<Texts>
{
    public IReadOnlyList<string> All => all;

    public bool Equals(Texts other) => all.SequenceEqual(other.All);

    public override bool Equals(object? obj) => obj is Texts other && Equals(other);

    public override int GetHashCode() => all.Count;
}
