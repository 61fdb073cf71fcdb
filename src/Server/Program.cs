using Tracehouse.Server.Commands;

// The whole program: serve by default, or be the engine that a server starts beside itself.
return await CommandLine.RunAsync(args);
