using Ramify.Maps;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Maps;

/// <summary>Everything on a map's page, read once a version.</summary>
public sealed record MapPageModel(StoredMap Map, Subject Subject, Topic Topic, string Path, string Address, string ShortAddress, bool IsHome,
    Pictures Pictures, IReadOnlyList<CheckedWork> Works, int UncheckedCount, CommentPage Comments, RatingsOfMap Ratings, IReadOnlyList<SimilarMap> Similar,
    IReadOnlyList<string> Tags, IReadOnlyList<Credit> Credits, string? Author)
{
    internal static MapPageModel Read(Library library, StoredMap row, SiteAddress site, bool isHome, Reader? reader = null)
    {
        var map = library.Shelves.Open(row);
        var path = new PathString(row.Address).ToUriComponent();
        var works = library.Shelves.Sources(row.Id);
        var seen = works.SelectMany(w => w.Uses).Select(u => u.Node).ToHashSet();
        return new MapPageModel(row, library.Taxonomy.Subject(row.Subject)!, library.Taxonomy.Topic(row.Subject, row.Topic)!,
            path, site.Of(path), site.Of($"/m/{row.Id}"), isHome, Pictures.Of(map, $"/m/{row.Id}", ImageAddress.Of(row.Id)),
            [.. works.Select(w => new CheckedWork(w, [.. w.Uses.Select(u => map.Find(u.Node)).OfType<Node>()]))], map.NodeCount - seen.Count,
            library.Comments.Page(row.Id, reader), library.Ratings.Of(row.Id), library.Shelves.Similar(row), map.Info.Tags, library.Adapting.CreditsOf(row.Id), library.Browsing.AuthorOf(row));
    }
}

/// <summary>A source with the nodes that it supports.</summary>
public sealed record CheckedWork(Source Source, IReadOnlyList<Node> Nodes);
