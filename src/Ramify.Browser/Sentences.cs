using Ramify.Browser.Edits;
using Ramify.Live;
using Ramify.Maps;

namespace Ramify.Browser;

/// <summary>What stands in the way of a change, for people.</summary>
internal static class Sentences
{
    public static string Of(string? code) => code switch
    {
        null => "",
        ChangeCodes.Cycle => "A branch cannot go under itself.",
        ChangeCodes.Exists => "It is under that one already.",
        ChangeCodes.Dead => "It was deleted meanwhile.",
        ChangeCodes.Unknown => "It is not in the map any more.",
        ChangeCodes.TooDeep => "That would be deeper than a map can be.",
        ChangeCodes.TooManyNodes => $"A map has at most {MapLimits.Upload.Nodes:N0} ideas.",
        ChangeCodes.TooManyLinks => "The map has as many links as it can have.",
        ChangeCodes.TextTooLong => $"A text has at most {MapLimits.Upload.TextLength:N0} characters.",
        ChangeCodes.UnsafeLink => "Only http, https and mailto addresses can be linked.",
        ChangeCodes.Overwritten => "Somebody else has changed it since.",
        ChangeCodes.NotDeleted => "There is nothing to bring back.",
        ChangeCodes.Lifted => "What it was to go under was deleted; it stands further up.",
        ChangeCodes.Kept => "It lives on under its other parent.",
        ChangeCodes.NotAllowed => "You may not do that here.",
        _ => "That cannot be done here.",
    };

    /// <summary>What became of a change that ended otherwise than its author saw it.</summary>
    public static string Of(MindMap map, Conflict conflict)
    {
        var name = conflict.Change switch
        {
            MapChange.SetText c => $"The text “{Short(c.Text)}”",
            MapChange.Insert c => $"The new idea “{Short(c.Text)}”",
            MapChange.SetField c => $"A detail of “{Places.Name(map.Find(c.Node))}”",
            MapChange.Move c => $"The move of “{Places.Name(map.Find(c.Node))}”",
            MapChange.Delete => "A deletion",
            MapChange.Link or MapChange.SetLinkField or MapChange.Unlink => "A link",
            MapChange.AttachImage => "An image",
            MapChange.AddUnder c => $"The second parent of “{Places.Name(map.Find(c.Node))}”",
            MapChange.Undo => "An undo",
            _ => "A change",
        };
        if (conflict.Status == ChangeStatus.Applied && conflict.Code == ChangeCodes.Overwritten) return $"{name} by somebody else was replaced by yours.";
        return $"{name} {(conflict.Status == ChangeStatus.Applied ? "was made" : "was not made")}: {Of(conflict.Code)}";
    }

    /// <summary>A text whose node was deleted while it was written: all of it, to be copied from here.</summary>
    public static string OfLost(string text) => $"“{text}” was being written when its idea was deleted by somebody else.";

    private static string Short(string text) => text.Length > 60 ? text[..59] + "…" : text;
}
