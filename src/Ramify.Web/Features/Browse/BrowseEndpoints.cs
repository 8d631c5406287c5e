using Microsoft.AspNetCore.Components;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Browse;

/// <summary>Where maps are found without a search: /subjects, /{subject}, /{subject}/{topic}.</summary>
internal static class BrowseEndpoints
{
    public const int PageSize = 50;
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static void MapBrowse(this IEndpointRouteBuilder site)
    {
        site.MapMethods("/subjects", Reads, Subjects).For(Who.Anyone);
        site.MapMethods("/{subject}", Reads, Subject).For(Who.Anyone);
        site.MapMethods("/{subject}/{topic}", Reads, Topic).For(Who.Anyone);
    }

    private static Task Subjects(HttpContext context, Library library, PageCache cache, PageRenderer pages, SiteAddress site) =>
        Answer<SubjectsPage>(context, null, library, cache, pages, async () => new()
        {
            [nameof(SubjectsPage.Counts)] = await library.Shelves.Counts(),
            [nameof(SubjectsPage.Address)] = site.Of("/subjects"),
        });

    private static Task Subject(string subject, HttpContext context, Library library, PageCache cache, PageRenderer pages, SiteAddress site)
    {
        if (library.Taxonomy.Redirect($"/{subject}") is { } to) return Moved(context, to);
        if (library.Taxonomy.Subject(subject) is not { } found) return Failures.Answer(context, StatusCodes.Status404NotFound);
        return Answer<SubjectPage>(context, subject, library, cache, pages, async () => new()
        {
            [nameof(SubjectPage.Subject)] = found,
            [nameof(SubjectPage.Counts)] = await library.Shelves.Counts(),
            [nameof(SubjectPage.Maps)] = await Maps(context, library, subject, null),
            [nameof(SubjectPage.Address)] = site.Of($"/{subject}"),
        });
    }

    private static Task Topic(string subject, string topic, HttpContext context, Library library, PageCache cache, PageRenderer pages, SiteAddress site)
    {
        if (library.Taxonomy.Redirect($"/{subject}/{topic}") is { } to) return Moved(context, to);
        if (library.Taxonomy.Redirect($"/{subject}") is { } subjectPath) return Moved(context, $"{subjectPath}/{topic}");
        if (library.Taxonomy.Topic(subject, topic) is not { } found) return Failures.Answer(context, StatusCodes.Status404NotFound);
        return Answer<TopicPage>(context, subject, library, cache, pages, async () => new()
        {
            [nameof(TopicPage.Subject)] = library.Taxonomy.Subject(subject),
            [nameof(TopicPage.Topic)] = found,
            [nameof(TopicPage.Maps)] = await Maps(context, library, subject, topic),
            [nameof(TopicPage.Address)] = site.Of($"/{subject}/{topic}"),
        });
    }

    /// <summary>One page of the list; ?before= names the last map of the page before. One more is read, to know whether there is a next page.</summary>
    private static async Task<IReadOnlyList<StoredMap>> Maps(HttpContext context, Library library, string subject, string? topic)
    {
        var before = Guid.TryParse(context.Request.Query["before"], out var id) ? library.Shelves.Find(id) : null;
        return await library.Shelves.List(subject, topic, before, PageSize + 1, context.RequestAborted);
    }

    private static async Task Answer<TPage>(HttpContext context, string? subject, Library library, PageCache cache, PageRenderer pages,
        Func<Task<Dictionary<string, object?>>> parameters) where TPage : IComponent
    {
        async Task<CachedBytes?> Render() => new(await pages.Render<TPage>(await parameters()), "text/html; charset=utf-8", Trust.PagePolicy, "public, no-cache");
        // Only first pages are kept: there are as many of the others as somebody cares to ask for.
        if (context.Request.QueryString.HasValue) await (await Render())!.Answer(context);
        else await cache.Answer(context, () => library.Shelves.StampOf(subject), Render);
    }

    private static Task Moved(HttpContext context, string to)
    {
        context.Response.Redirect(to, permanent: true);
        return Task.CompletedTask;
    }
}
