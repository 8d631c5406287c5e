namespace Ramify.Cli;

/// <summary>What the command's exit code says to a script.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int NotUnderstood = 3;
    public const int NotFound = 4;
    public const int Conflict = 5;
}

/// <summary>Ends the command: one sentence for stderr and the code.</summary>
internal sealed class CommandFailure(int exitCode, string message) : Exception(message)
{
    public int ExitCode => exitCode;
}
