namespace Ramify.Text;

/// <summary>Which repeated lines of an outline become one node with several parents.</summary>
public enum JoinRepeats
{
    /// <summary>Lines of 20 characters and more; shorter ones are reported and left apart.</summary>
    Auto,
    /// <summary>Lines of any length.</summary>
    All,
    /// <summary>None but those that carry the same name.</summary>
    None,
}
