namespace Ramify.Formats;

/// <summary>Tick boxes of other programs are tags.</summary>
internal static class Tasks
{
    public const string Done = "done";
    public const string Open = "to do";
}
