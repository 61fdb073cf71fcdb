using System.ComponentModel;

namespace Tracehouse.Payloads;

/// <summary>One property of a type that is written without reflection; made by generated code only.</summary>
/// <typeparam name="T">The type that has it.</typeparam>
/// <param name="Name">Its name in the JSON.</param>
/// <param name="Write">Writes its value.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct PayloadMember<T>(string Name, Action<T, PayloadWriter> Write);
