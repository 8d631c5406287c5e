using Ramify.Cli;

// A run of a second leaves less behind than this: collecting it would cost a tenth of the time. Past it collection begins as usual.
GC.TryStartNoGCRegion(200L << 20);
return CommandLine.Run(args);
