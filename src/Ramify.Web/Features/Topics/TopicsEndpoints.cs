using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Topics;

/// <summary>/moderation/subjects: moderators add, rename and alias topics.</summary>
internal static class TopicsEndpoints
{
    public static void MapTopics(this IEndpointRouteBuilder site)
    {
        site.MapGet("/moderation/subjects", () => new RazorComponentResult<SubjectChoicePage>()).For(Who.Moderator);
        site.MapGet("/moderation/subjects/{subject}", (string subject, Library library) => Page(library, subject)).For(Who.Moderator);
        site.MapPost("/moderation/subjects/{subject}", Add).For(Who.Moderator);
        site.MapPost("/moderation/subjects/{subject}/{topic}", Rename).For(Who.Moderator);
        site.MapPost("/moderation/subjects/{subject}/{topic}/alias", Alias).For(Who.Moderator);
    }

    private static async Task<IResult> Add(string subject, HttpContext context, Library library) =>
        library.Taxonomy.Subject(subject) is { } found ? Answer(library, subject, library.TaxonomyDesk.Add(context.Me().Id, found, await Name(context))) : Results.NotFound();

    private static async Task<IResult> Rename(string subject, string topic, HttpContext context, Library library) =>
        library.Taxonomy.Topic(subject, topic) is { } found
            ? Answer(library, subject, library.TaxonomyDesk.Rename(context.Me().Id, library.Taxonomy.Subject(subject)!, found, await Name(context))) : Results.NotFound();

    private static async Task<IResult> Alias(string subject, string topic, HttpContext context, Library library) =>
        library.Taxonomy.Topic(subject, topic) is { } found
            ? Answer(library, subject, library.TaxonomyDesk.Alias(context.Me().Id, library.Taxonomy.Subject(subject)!, found, await Name(context))) : Results.NotFound();

    private static IResult Answer(Library library, string subject, string? fault) =>
        fault is null ? Results.LocalRedirect($"/moderation/subjects/{subject}") : Page(library, subject, fault);

    private static IResult Page(Library library, string subject, string? fault = null) => library.Taxonomy.Subject(subject) is { } found
        ? new RazorComponentResult<TopicsPage>(new { Subject = found, Fault = fault }) { StatusCode = fault is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity }
        : Results.NotFound();

    private static async Task<string> Name(HttpContext context) => ((string?)(await Forms.Fields(context))["name"])?.Trim() ?? "";
}
