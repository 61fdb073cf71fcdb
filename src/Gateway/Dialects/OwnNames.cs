namespace Tracehouse.Gateway.Dialects;

/// <summary>Which of the properties that we add to answers a provider has put there itself.</summary>
[Flags]
internal enum OwnNames
{
    None = 0,
    Cost = 1,
    TotalCost = 2,
    Latency = 4,
    Routing = 8,
    TraceId = 16,
}
