using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Tracehouse.Sdk.Benchmarks;

// Run it from the root of the checkout, as docs/benchmarks.md says.
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(12);
BenchmarkRunner.Run<ObserveBenchmark>(DefaultConfig.Instance.AddJob(job), args);
