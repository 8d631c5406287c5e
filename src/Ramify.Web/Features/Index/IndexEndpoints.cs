using System.Text;
using System.Xml;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Index;

/// <summary>For search engines: /robots.txt, /sitemap.xml, and a part of it for each subject and 40,000 maps.</summary>
internal static class IndexEndpoints
{
    // https://www.sitemaps.org/protocol.html: at most 50,000 addresses a file.
    private const int PartSize = 40_000;
    private const string Xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static void MapIndex(this IEndpointRouteBuilder site)
    {
        site.MapMethods("/robots.txt", Reads, Robots).For(Who.Anyone);
        site.MapMethods("/sitemap.xml", Reads, Sitemap).For(Who.Anyone);
        site.MapMethods("/sitemaps/{subject}/{part:int}", Reads, Part).For(Who.Anyone);
    }

    private static Task Robots(HttpContext context, SiteAddress address) => Results.Text($"""
        User-agent: *
        Disallow: /account
        Disallow: /draft
        Disallow: /shared
        Disallow: /moderation
        Disallow: /new
        Disallow: /api
        Disallow: /embed
        Sitemap: {address.Of("/sitemap.xml")}

        """, "text/plain; charset=utf-8").ExecuteAsync(context);

    private static Task Sitemap(HttpContext context, Library library, PageCache cache, SiteAddress address) =>
        cache.Answer(context, () => library.Shelves.StampOf((string?)null), () =>
        {
            var counts = library.Browsing.Counts(new Shelf()).GroupBy(c => c.Subject).ToDictionary(g => g.Key, g => g.Sum(c => c.Maps));
            return Task.FromResult<CachedBytes?>(Xml("sitemapindex", "sitemap", library.Taxonomy.Subjects.SelectMany(s =>
                Enumerable.Range(1, 1 + counts.GetValueOrDefault(s.Slug) / PartSize).Select(part => (address.Of($"/sitemaps/{s.Slug}/{part}"), (DateTimeOffset?)null)))));
        });

    private static Task Part(string subject, int part, HttpContext context, Library library, PageCache cache, SiteAddress address) =>
        cache.Answer(context, () => library.Taxonomy.Subject(subject) is null || part < 1 ? null : library.Shelves.StampOf(subject), () =>
        {
            var maps = MapsOf(library, subject, part);
            if (maps is null) return Task.FromResult<CachedBytes?>(null);
            var pages = part > 1 ? [] : library.Taxonomy.Subject(subject)!.Topics.Select(t => $"/{subject}/{t.Slug}").Prepend($"/{subject}");
            return Task.FromResult<CachedBytes?>(Xml("urlset", "url", pages.Select(p => (address.Of(p), (DateTimeOffset?)null))
                .Concat(maps.Select(m => (address.Of(new PathString(m.Address).ToUriComponent()), (DateTimeOffset?)m.ChangedAt)))));
        });

    /// <summary>The maps of a part; null where there is no such part.</summary>
    private static IReadOnlyList<StoredMap>? MapsOf(Library library, string subject, int part)
    {
        var maps = library.Catalogue.Page(subject, null, CatalogueMark.Start, PartSize);
        for (var i = 1; i < part; i++)
        {
            if (maps.Count < PartSize) return null;
            maps = library.Catalogue.Page(subject, null, CatalogueMark.Of(maps[^1]), PartSize);
        }
        return maps;
    }

    private static CachedBytes Xml(string root, string item, IEnumerable<(string Address, DateTimeOffset? ChangedAt)> addresses)
    {
        using var body = new MemoryStream();
        using (var xml = XmlWriter.Create(body, new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            xml.WriteStartElement(root, Xmlns);
            foreach (var (address, changedAt) in addresses)
            {
                xml.WriteStartElement(item);
                xml.WriteElementString("loc", address);
                if (changedAt is { } at) xml.WriteElementString("lastmod", at.ToString("yyyy-MM-dd"));
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        return new CachedBytes(body.ToArray(), "application/xml; charset=utf-8", Trust.FilePolicy, "public, no-cache");
    }
}
