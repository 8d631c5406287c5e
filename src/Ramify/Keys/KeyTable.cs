using System.Collections.Immutable;

namespace Ramify.Keys;

/// <summary>When a row of the key table holds.</summary>
public enum KeyMode
{
    /// <summary>Whenever the map has the focus: for readers, and while editing.</summary>
    Read,
    /// <summary>Only where the map can be edited, with a node selected.</summary>
    Edit,
    /// <summary>Only while the text of a node is being written.</summary>
    Text,
    /// <summary>Only in a revision session.</summary>
    Revise,
}

/// <summary>One row of the key table.</summary>
/// <param name="Action">Its name in code: small letters and hyphens, for good.</param>
/// <param name="What">What it does, for people.</param>
/// <param name="Map">
/// Its keys in the map, with a space between one and the next; empty where there is a button only. A key is its modifiers in the
/// order Ctrl, Alt, Shift, then its name as browsers give it (<c>KeyboardEvent.key</c>; Space for the space bar): "Ctrl+Shift+Z".
/// A digit with Shift goes by the key's position, since what it writes differs by country.
/// </param>
/// <param name="Outline">The keys in the outline, as people read them.</param>
/// <param name="Mode">When it holds.</param>
public sealed record KeyRow(string Action, string What, string Map, string Outline, KeyMode Mode)
{
    /// <summary>The keys in the map one by one.</summary>
    public IReadOnlyList<string> Keys => Map.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>
/// Every key there is, in one place: the map's keys, the sheet behind "?", the guide and the tests are made from it.
/// On a Mac, Cmd stands for Ctrl. A key that is not here is never taken from the browser.
/// </summary>
public static class KeyTable
{
    /// <summary>The rows in the order of the sheet.</summary>
    public static ImmutableArray<KeyRow> Rows { get; } =
    [
        new("go-up", "Go up", "ArrowUp", "Up", KeyMode.Read),
        new("go-down", "Go down", "ArrowDown", "Down", KeyMode.Read),
        new("go-left", "Go left; towards the centre is the parent", "ArrowLeft", "Left", KeyMode.Read),
        new("go-right", "Go right; towards the centre is the parent", "ArrowRight", "Right", KeyMode.Read),
        new("root", "Go to the centre", "Home", "Home", KeyMode.Read),
        new("fold", "Fold or open the branch", "Space", "Ctrl+.", KeyMode.Read),
        new("fold-level", "Fold to 1 to 9 levels", "Shift+1 Shift+2 Shift+3 Shift+4 Shift+5 Shift+6 Shift+7 Shift+8 Shift+9", "", KeyMode.Read),
        new("open-siblings", "Open or fold all beside it", "Shift+Space", "", KeyMode.Read),
        new("focus-branch", "Show this branch alone", "F6", "F6", KeyMode.Read),
        new("leave-branch", "Show the whole map again", "Shift+F6", "Shift+F6", KeyMode.Read),
        new("zoom-in", "Larger", "", "", KeyMode.Read),
        new("zoom-out", "Smaller", "", "", KeyMode.Read),
        new("actual-size", "Actual size, 100 %", "Ctrl+0", "", KeyMode.Read),
        new("fit", "Fit the whole map", "Shift+Home", "", KeyMode.Read),
        new("find", "Find in the map; again for the browser's own", "Ctrl+F", "Ctrl+F", KeyMode.Read),
        new("present", "Present, node by node", "", "", KeyMode.Read),
        new("help", "The keys", "?", "", KeyMode.Read),
        new("menu", "Menu of the node", "Shift+F10 ContextMenu", "Shift+F10", KeyMode.Edit),
        new("add-child", "Add a child", "Tab Insert", "Enter, then Tab", KeyMode.Edit),
        new("add-after", "Add after it", "Enter", "Enter", KeyMode.Edit),
        new("add-before", "Add before it", "Shift+Enter", "Enter at the start", KeyMode.Edit),
        new("add-parent", "Insert a parent", "Ctrl+Enter", "", KeyMode.Edit),
        new("edit", "Edit the text; or just type", "F2", "always", KeyMode.Edit),
        new("line-break", "Line break in the text", "Shift+Enter", "Shift+Enter", KeyMode.Text),
        new("delete", "Delete the branch", "Delete Backspace", "Delete in an empty line", KeyMode.Edit),
        new("delete-node", "Delete the node only", "Shift+Delete", "Ctrl+Shift+Backspace", KeyMode.Edit),
        new("move-up", "Move up among its siblings", "Alt+ArrowUp Ctrl+ArrowUp", "Alt+Up", KeyMode.Edit),
        new("move-down", "Move down among its siblings", "Alt+ArrowDown Ctrl+ArrowDown", "Alt+Down", KeyMode.Edit),
        new("move-left", "Promote or demote, by direction", "Alt+ArrowLeft", "Shift+Tab", KeyMode.Edit),
        new("move-right", "Promote or demote, by direction", "Alt+ArrowRight", "Tab", KeyMode.Edit),
        new("link", "Link to another node", "Ctrl+L", "Ctrl+L", KeyMode.Edit),
        new("second-parent", "Put under a second parent too", "Ctrl+Shift+L", "Ctrl+Shift+L", KeyMode.Edit),
        new("note", "Note", "F4", "F4", KeyMode.Edit),
        new("undo", "Undo", "Ctrl+Z", "Ctrl+Z", KeyMode.Edit),
        new("redo", "Redo", "Ctrl+Y Ctrl+Shift+Z", "Ctrl+Y", KeyMode.Edit),
        new("select-all", "Select all", "Ctrl+A", "Ctrl+A", KeyMode.Edit),
        new("select-branch", "Select the branch", "Ctrl+Shift+A", "Ctrl+Shift+A", KeyMode.Edit),
        new("leave", "Leave editing; Tab is free again", "Escape", "Escape", KeyMode.Edit),
        new("show-answer", "Show the answer", "Space", "", KeyMode.Revise),
        new("grade", "Grade: again, hard, good, easy", "1 2 3 4", "", KeyMode.Revise),
        new("undo-grade", "Undo the grade", "U", "", KeyMode.Revise),
    ];
}
