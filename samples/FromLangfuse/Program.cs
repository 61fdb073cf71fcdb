using Tracehouse;

// The address and the key come from TRACEHOUSE_URL and TRACEHOUSE_KEY.
using var session = Tracing.Start();

ContextManager.Create();
ContextManager.UpdateByObservation();
ContextManager.UpdateFromAnywhere();
ContextManager.DeterministicId();
ContextManager.Distributed();
ContextManager.Utilities();
await Decorator.RunAsync();

// Ensures that all pending data is sent.
Console.WriteLine(Tracing.Flush() ? "sent all" : "sent not");
