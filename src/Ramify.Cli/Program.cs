using Ramify.Cli;

// A run of a second leaves less behind than this: collecting it would cost a tenth of the time. Past it, and where memory is short, collection goes on as usual.
const long Left = 200 << 20;
if (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes > 8 * Left) GC.TryStartNoGCRegion(Left);
return CommandLine.Run(args);
