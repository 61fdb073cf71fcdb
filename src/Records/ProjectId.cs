namespace Tracehouse.Records;

/// <summary>The project (tenant) that a record belongs to; every read and write carries one.</summary>
public readonly record struct ProjectId
{
    /// <summary>The longest name allowed, in characters.</summary>
    public const int LengthMax = 128;

    private readonly string? _value;

    private ProjectId(string value) => _value = value;

    /// <summary>The project of everybody when no keys are configured.</summary>
    public static ProjectId Default { get; } = new("default");

    /// <summary>The name as written; <c>default</c> for an unset value.</summary>
    public string Value => _value ?? "default";

    /// <summary>False when the text is empty, longer than <see cref="LengthMax"/> or holds control characters.</summary>
    public static bool TryParse(string? text, out ProjectId project)
    {
        project = default;
        if (!IdText.IsValid(text, LengthMax))
        {
            return false;
        }

        project = new ProjectId(text!);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
