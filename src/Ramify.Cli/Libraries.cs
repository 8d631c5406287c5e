using Ramify.Storage;

namespace Ramify.Cli;

/// <summary>Opens the library that --data names.</summary>
internal static class Libraries
{
    public static Library Open(string folder)
    {
        try
        {
            return Library.Open(folder);
        }
        catch (System.Data.Common.DbException e)
        {
            throw new CommandFailure(ExitCodes.Failed, $"The library in {folder} cannot be opened: {e.Message}");
        }
    }
}
