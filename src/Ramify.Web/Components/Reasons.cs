using Ramify.Storage.Model;

namespace Ramify.Web.Components;

/// <summary>Why somebody reports something, in the words of the form and of the queue.</summary>
internal static class Reasons
{
    public static readonly IReadOnlyList<(ReportReason Reason, string Text)> All =
    [
        (ReportReason.Atrocity, "It denies or praises atrocities"), (ReportReason.Abuse, "It insults, threatens or hates"),
        (ReportReason.Personal, "It tells how to reach or find somebody"), (ReportReason.Spam, "It sells something or does not belong here"),
        (ReportReason.Other, "Something else"),
    ];

    public static string Of(ReportReason reason) => All.First(r => r.Reason == reason).Text;
}
