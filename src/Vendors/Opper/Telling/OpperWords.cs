namespace Tracehouse.Vendors.Opper.Telling;

/// <summary>What Opper says of spans and nobody else does; kept among the attributes.</summary>
internal static class OpperWords
{
    /// <summary>The source of its spans.</summary>
    public const string Source = "opper";

    public const string Type = "opper.type";
    public const string Score = "opper.score";
    public const string Function = "opper.function";
    public const string HasEnded = "opper.has_ended";
    public const string InputForm = "opper.input_form";
    public const string OutputForm = "opper.output_form";
    public const string Text = "text";
    public const string Json = "json";

    /// <summary>The type of spans that calls leave.</summary>
    public const string Generation = "generation";

    /// <summary>What a type stands for. It is any text, often with a picture in it.</summary>
    public static string KindOf(string type) =>
        Holds(type, "tool") ? "tool"
        : Holds(type, "agent") ? "agent"
        : Holds(type, "retriev") || Holds(type, "knowledge") ? "retriever"
        : Holds(type, "guard") ? "guardrail"
        : Holds(type, "eval") ? "evaluator"
        : Holds(type, "workflow") || Holds(type, "chain") || Holds(type, Generation) ? "chain"
        : "span";

    private static bool Holds(string type, string word) => type.Contains(word, StringComparison.OrdinalIgnoreCase);
}
