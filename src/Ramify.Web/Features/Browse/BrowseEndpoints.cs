using Microsoft.AspNetCore.Components;
using Ramify.Storage;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Browse;

/// <summary>Where maps are found without a search: /subjects, /{subject}, /{subject}/{topic}, /authors/{name}.</summary>
internal static class BrowseEndpoints
{
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static void MapBrowse(this IEndpointRouteBuilder site)
    {
        site.MapMethods("/subjects", Reads, Subjects).For(Who.Anyone);
        site.MapMethods("/authors/{name}", Reads, Author).For(Who.Anyone);
        site.MapMethods("/{subject}", Reads, Subject).For(Who.Anyone);
        site.MapMethods("/{subject}/{topic}", Reads, Topic).For(Who.Anyone);
    }

    private static Task Subjects(HttpContext context, Library library, PageCache cache, PageRenderer pages, SiteAddress site) =>
        Answer<SubjectsPage>(context, null, library, cache, pages, () => new()
        {
            [nameof(SubjectsPage.Counts)] = library.Browsing.Counts(default),
            [nameof(SubjectsPage.Address)] = site.Of("/subjects"),
        });

    private static Task Subject(string subject, HttpContext context, Library library, PageCache cache, PageRenderer pages, SiteAddress site)
    {
        if (library.Taxonomy.Redirect($"/{subject}") is { } to) return Moved(context, to);
        if (library.Taxonomy.Subject(subject) is not { } found) return Failures.Answer(context, StatusCodes.Status404NotFound);
        return Answer<SubjectPage>(context, subject, library, cache, pages, () => new()
        {
            [nameof(SubjectPage.Subject)] = found,
            [nameof(SubjectPage.View)] = View(context, library, new(subject), $"/{subject}"),
            [nameof(SubjectPage.Counts)] = library.Browsing.Counts(new(subject)),
            [nameof(SubjectPage.Address)] = site.Of($"/{subject}"),
        });
    }

    private static Task Topic(string subject, string topic, HttpContext context, Library library, PageCache cache, PageRenderer pages, SiteAddress site)
    {
        if (library.Taxonomy.Redirect($"/{subject}/{topic}") is { } to) return Moved(context, to);
        if (library.Taxonomy.Redirect($"/{subject}") is { } subjectPath) return Moved(context, $"{subjectPath}/{topic}");
        if (library.Taxonomy.Topic(subject, topic) is not { } found) return Failures.Answer(context, StatusCodes.Status404NotFound);
        return Answer<TopicPage>(context, subject, library, cache, pages, () => new()
        {
            [nameof(TopicPage.Subject)] = library.Taxonomy.Subject(subject),
            [nameof(TopicPage.Topic)] = found,
            [nameof(TopicPage.View)] = View(context, library, new(subject, topic), $"/{subject}/{topic}"),
            [nameof(TopicPage.Address)] = site.Of($"/{subject}/{topic}"),
        });
    }

    private static Task Author(string name, HttpContext context, Library library, PageCache cache, PageRenderer pages, SiteAddress site)
    {
        if (library.Browsing.FindAuthor(name) is not { } author) return Failures.Answer(context, StatusCodes.Status404NotFound);
        var slug = Slug.Of(author.Name);
        var path = $"/authors/{Uri.EscapeDataString(slug)}";
        if (name != slug) return Moved(context, path);
        // Made from the maps of any subject; and gone with the last public one.
        return Answer<AuthorPage>(context, null, library, cache, pages, () => library.Browsing.FindAuthor(name) is null ? null : new()
        {
            [nameof(AuthorPage.Name)] = author.Name,
            [nameof(AuthorPage.View)] = View(context, library, new(Author: author.Id), path),
            [nameof(AuthorPage.Address)] = site.Of(path),
        });
    }

    private static ShelfView View(HttpContext context, Library library, Shelf shelf, string path) => ShelfView.Read(library, shelf, ShelfWish.Of(context.Request, path));

    private static async Task Answer<TPage>(HttpContext context, string? subject, Library library, PageCache cache, PageRenderer pages,
        Func<Dictionary<string, object?>?> parameters) where TPage : IComponent
    {
        async Task<CachedBytes?> Render() => parameters() is { } all ? new(await pages.Render<TPage>(all), "text/html; charset=utf-8", Trust.PagePolicy, "public, no-cache") : null;
        // Only first pages are kept: there are as many of the others as somebody cares to ask for.
        if (!context.Request.QueryString.HasValue) await cache.Answer(context, () => library.Shelves.StampOf(subject), Render);
        else if (await Render() is { } page) await page.Answer(context);
        else await Failures.Answer(context, StatusCodes.Status404NotFound);
    }

    private static Task Moved(HttpContext context, string to)
    {
        context.Response.Redirect(to, permanent: true);
        return Task.CompletedTask;
    }
}
