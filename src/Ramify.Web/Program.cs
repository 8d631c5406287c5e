using Microsoft.AspNetCore.Connections;
using Ramify.Storage;
using Ramify.Web;

// What whoever starts the program can mend is one sentence, not a stack trace.
try
{
    await Site.Build(args).RunAsync();
    return 0;
}
catch (Exception e) when (e is LibraryUnavailableException or IOException { InnerException: AddressInUseException })
{
    await Console.Error.WriteLineAsync($"ramify: {e.Message}");
    return 1;
}
