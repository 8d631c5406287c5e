namespace Ramify.Text;

/// <summary>One line of an outline as read, before repeats are joined. In the order of the file, parents before children.</summary>
internal struct OutlineItem
{
    /// <summary>The text of the node.</summary>
    public string Text;

    /// <summary>The name that the file gives it; null for most.</summary>
    public string? Name;

    /// <summary>1-based line of the input.</summary>
    public int Line;

    /// <summary>Index of the parent; -1 for a root.</summary>
    public int Parent;

    /// <summary>Index past the last item below this one.</summary>
    public int End;
}
