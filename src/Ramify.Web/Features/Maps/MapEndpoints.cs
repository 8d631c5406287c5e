using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Maps;

/// <summary>A map's page and its files: / (the library opens on a map), /{subject}/{topic}/{slug}[.suffix], /m/{id}[.suffix].</summary>
internal static class MapEndpoints
{
    private const string Revalidate = "public, no-cache";

    // The library opens on this one; where somebody took it away, on the newest.
    private static readonly (string Subject, string Topic, string Slug) Front = ("history", "russia-1917-1991", "stalin-in-power-1922-53");
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static void MapMaps(this IEndpointRouteBuilder site)
    {
        site.MapMethods("/", Reads, Home).For(Who.Anyone);
        site.MapMethods("/m/{last}", Reads, ById).For(Who.Anyone);
        site.MapMethods("/m/{id:guid}/window", Reads, Window).For(Who.Anyone);
        site.MapMethods("/m/{id:guid}/nodes", Reads, Nodes).For(Who.Anyone);
        site.MapMethods("/m/{id:guid}/outline/{node:guid}", Reads, (Guid id, Guid node, int? from, Library library, MapWindows windows) =>
            library.Shelves.Find(id) is { } map ? windows.OutlinePage(map, node, from, $"/m/{id}") : Results.NotFound()).For(Who.Anyone);
        site.MapMethods("/{subject}/{topic}/{last}", Reads, ByAddress).For(Who.Anyone);
        site.MapMethods("/{subject}/{topic}/{slug}/files", Reads, Files).For(Who.Anyone);
    }

    private static Task Home(HttpContext context, Library library, PageCache cache, PageRenderer pages, SiteAddress site)
    {
        var front = library.Shelves.Find(Front.Subject, Front.Topic, Front.Slug);
        if (front is null)
        {
            context.Response.Redirect("/subjects");
            return Task.CompletedTask;
        }
        return Answer(context, front.Id, "", library, cache, pages, site, isHome: true);
    }

    private static Task ById(string last, HttpContext context, Library library)
    {
        var (name, suffix) = Exports.Split(last);
        if (!Guid.TryParse(name, out var id) || PathTo(id, context, library) is not { } path) return Failures.Answer(context, StatusCodes.Status404NotFound);
        context.Response.Redirect(path + suffix);
        return Task.CompletedTask;
    }

    /// <summary>Where a map is for whoever asks: in the library, or among his own; for everybody else a private one is nowhere.</summary>
    private static string? PathTo(Guid id, HttpContext context, Library library) =>
        library.Shelves.Find(id) is { } map ? Encoded(map)
        : context.Person() is { } person && library.OwnMaps.Find(person.Id, id) is not null ? $"/account/maps/{id}" : null;

    private static Task ByAddress(string subject, string topic, string last, HttpContext context, Library library, PageCache cache, PageRenderer pages, SiteAddress site)
    {
        var (slug, suffix) = Exports.Split(last);
        if (library.Taxonomy.Redirect($"/{subject}/{topic}") is { } to) return Moved(context, $"{to}/{last}");
        if (library.Taxonomy.Redirect($"/{subject}") is { } subjectPath) return Moved(context, $"{subjectPath}/{topic}/{last}");
        if (library.Shelves.Find(subject, topic, slug) is not { } map) return Failures.Answer(context, StatusCodes.Status404NotFound);
        return map.Address == $"/{subject}/{topic}/{slug}" ? Answer(context, map.Id, suffix, library, cache, pages, site) : Moved(context, Encoded(map) + suffix);
    }

    private static Task Answer(HttpContext context, Guid id, string suffix, Library library, PageCache cache, PageRenderer pages, SiteAddress site, bool isHome = false) =>
        suffix.Length == 0 && context.Person() is { } person && library.Comments.HasReported(person.Id, id) ? AnswerReporter(context, id, person, library, pages, site, isHome)
        : cache.Answer(context, () => library.Shelves.StampOf(id), async () =>
        {
            if (library.Shelves.Find(id) is not { } map) return null;
            if (suffix.Length > 0) return await Exports.Write(library, map, suffix, Revalidate, map.Slug, site.Of($"/m/{map.Id}"));
            var page = MapPageModel.Read(library, map, site, isHome);
            var body = await pages.Render<MapPage>(new() { [nameof(MapPage.Model)] = page });
            return new CachedBytes(body, "text/html; charset=utf-8", Trust.PagePolicy, Revalidate);
        }, mayDiffer: suffix.Length == 0);

    /// <summary>Whoever reported a comment of a map has a page of his own of it, without that comment and kept by nobody (C14); whoever reported the map sees it no more.</summary>
    private static async Task AnswerReporter(HttpContext context, Guid id, CurrentPerson person, Library library, PageRenderer pages, SiteAddress site, bool isHome)
    {
        if (library.MapReports.HasReported(person.Id, id))
        {
            context.Response.Redirect($"/m/{id}/report");
            return;
        }
        if (library.Shelves.Find(id) is not { } map)
        {
            await Failures.Answer(context, StatusCodes.Status404NotFound);
            return;
        }
        var page = MapPageModel.Read(library, map, site, isHome, new Reader(person.Id, IsKeeper: false));
        await new CachedBytes(await pages.Render<MapPage>(new() { [nameof(MapPage.Model)] = page }), "text/html; charset=utf-8", Trust.PagePolicy, "private, no-store").Answer(context);
    }

    /// <summary>A part of the picture: <see cref="WindowAsk"/> says what may be asked.</summary>
    private static Task Window(Guid id, HttpContext context, Library library, MapWindows windows) =>
        library.Shelves.Find(id) is { } map ? windows.Answer(context, map, Revalidate) : Failures.Answer(context, StatusCodes.Status404NotFound);

    private static Task Nodes(Guid id, HttpContext context, Library library, MapWindows windows) =>
        library.Shelves.Find(id) is { } map ? windows.AnswerNodes(context, map, Revalidate) : Failures.Answer(context, StatusCodes.Status404NotFound);

    /// <summary>A map as files and on paper, with what each lacks: looked through once a version.</summary>
    private static Task Files(string subject, string topic, string slug, HttpContext context, Library library, PageCache cache, PageRenderer pages)
    {
        if (library.Shelves.Find(subject, topic, slug) is not { } found) return Failures.Answer(context, StatusCodes.Status404NotFound);
        if (found.Address != $"/{subject}/{topic}/{slug}") return Moved(context, Encoded(found) + "/files");
        return cache.Answer(context, () => library.Shelves.StampOf(found.Id), async () =>
        {
            if (library.Shelves.Find(found.Id) is not { } map) return null;
            var body = await pages.Render<FilesPage>(new() { [nameof(FilesPage.Map)] = library.Shelves.Open(map), [nameof(FilesPage.Path)] = Encoded(map) });
            return new CachedBytes(body, "text/html; charset=utf-8", Trust.PagePolicy, Revalidate);
        });
    }

    private static Task Moved(HttpContext context, string to)
    {
        context.Response.Redirect(to, permanent: true);
        return Task.CompletedTask;
    }

    private static string Encoded(StoredMap map) => new PathString(map.Address).ToUriComponent();
}
