namespace Tracehouse;

/// <summary>Leaves a parameter of an <see cref="ObserveAttribute">[Observe]</see> method out of the input.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NotObservedAttribute : Attribute;
