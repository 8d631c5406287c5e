using System.CommandLine;
using Ramify.Storage;

namespace Ramify.Cli;

/// <summary>Opens the library that --data names.</summary>
internal static class Libraries
{
    public static Option<string> DataOf(Command verb)
    {
        var data = new Option<string>("--data") { Description = "The directory of the library.", Required = true, HelpName = "DIR" };
        verb.Add(data);
        return data;
    }

    /// <summary>The library in a folder; made where it is missing.</summary>
    public static Library Open(string folder)
    {
        try
        {
            return Library.Open(folder);
        }
        catch (LibraryUnavailableException e)
        {
            throw new CommandFailure(ExitCodes.Failed, e.Message);
        }
    }

    /// <summary>The library in a folder, which must be there.</summary>
    public static Library OpenExisting(string folder) =>
        File.Exists(Path.Combine(folder, Library.FileName)) ? Open(folder) : throw new CommandFailure(ExitCodes.NotFound, $"There is no library at {folder}.");
}
