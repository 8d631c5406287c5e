using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Moderation;

/// <summary>Something that waits for a moderator, in words: what it is, why it waits, what can be done about it and where.</summary>
internal static class Waiting
{
    public static string Kind(QueueItem item) => item switch { { Correction: not null } => "Correction", { Comment.ReplyTo: not null } => "Answer", { Comment: not null } => "Comment", _ => "Map" };

    public static string Why(QueueItem item)
    {
        var held = item.Comment?.State == CommentState.Held || item.Correction?.State == CorrectionState.Held;
        var hidden = item.Comment?.State == CommentState.Reported || (item.IsMap && item.Map.HiddenBy == HiddenBy.Reports);
        var reasons = string.Join("; ", item.Reasons.GroupBy(r => r).Select(g => g.Count() == 1 ? Reasons.Of(g.Key) : $"{Reasons.Of(g.Key)} ({g.Count()} times)"));
        return (held ? "Held: it seems to tell how to reach or find somebody. " : "") + (reasons.Length > 0 ? $"Reported: {reasons}. " : "")
            + (hidden ? "Hidden until you decide." : held ? "Nobody else sees it yet." : item.IsMap && item.Map.HiddenBy is not null ? "A moderator hid it." : "Shown meanwhile.");
    }

    public static string PathOf(QueueItem item) => item switch
    {
        { Comment: { } comment } => $"/moderation/comments/{comment.Id}",
        { Correction: { } correction } => $"/moderation/corrections/{correction.Id}",
        _ => $"/moderation/maps/{item.Map.Id}",
    };

    public static IEnumerable<(Verdict, string)> Verdicts(QueueItem item)
    {
        if (item.Reasons.Count > 0) yield return (Verdict.Dismiss, "Dismiss the reports");
        else if (item.IsMap) yield return (Verdict.Show, "Show it");
        if (item.Comment is { State: not CommentState.Shown } || item.Correction?.State == CorrectionState.Held) yield return (Verdict.Show, "Show it");
        if (item.Map.HiddenBy != HiddenBy.Moderator || !item.IsMap) yield return (Verdict.Hide, item.Correction is null ? "Hide it" : "Take it away");
        // A map is its owner's, hidden or not.
        if (!item.IsMap) yield return (Verdict.Delete, "Delete its words");
    }
}
