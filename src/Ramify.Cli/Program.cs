using Ramify.Cli;

return CommandLine.Run(args);
