using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>Addresses that files give their nodes.</summary>
internal static class Links
{
    /// <summary>Makes an address the node's link where it is a safe one; else keeps it as text in the note.</summary>
    public static void Take(Intake intake, Topic topic, string? address)
    {
        if (string.IsNullOrWhiteSpace(address)) return;
        var safe = SafeLink.Normalise(address.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? "http://" + address : address);
        if (safe is not null && topic.Link is null)
        {
            topic.Link = safe;
            return;
        }
        topic.AddNote(address);
        if (safe is null) intake.Count("link_as_text", topic.Line, "addresses are not of the web or of mail (http, https, mailto) and stand in the note as text.");
    }
}
