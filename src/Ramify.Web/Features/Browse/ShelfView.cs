using Microsoft.AspNetCore.Http.Extensions;
using Ramify.Storage;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Browse;

/// <summary>What a list is asked to show, as its query says: ?level=&amp;board=&amp;licence=&amp;sort=&amp;after=. What is not understood is left out.</summary>
/// <param name="Path">The page without a query.</param>
/// <param name="Facets">Which maps.</param>
/// <param name="Order">In which order.</param>
/// <param name="After">Where the page before ended.</param>
public sealed record ShelfWish(string Path, Facets Facets, ShelfOrder Order, ShelfPlace? After)
{
    private const int MostCharacters = 80;

    public static ShelfWish Of(HttpRequest request, string path)
    {
        string? Value(string name) => request.Query[name].ToString() is { Length: > 0 and <= MostCharacters } value ? value : null;
        var order = Enum.TryParse<ShelfOrder>(Value("sort"), ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : ShelfOrder.Best;
        return new(path, new(Value("level"), Value("board"), Value("licence")), order, ShelfPlace.Parse(Value("after")));
    }

    public bool IsFiltered => Facets != default;

    /// <summary>The address of this wish; the shortest that says it.</summary>
    public string Address
    {
        get
        {
            var query = new QueryBuilder();
            foreach (var (name, value) in ((string, string?)[])[("level", Facets.Level), ("board", Facets.Board), ("licence", Facets.Licence),
                ("sort", Order == ShelfOrder.Best ? null : Order.ToString().ToLowerInvariant()), ("after", After?.ToString())])
                if (value is not null) query.Add(name, value);
            return Path + query;
        }
    }

    /// <summary>The same list in another order, from its beginning.</summary>
    public ShelfWish By(ShelfOrder order) => this with { Order = order, After = null };

    /// <summary>Other maps in the same order, from the beginning.</summary>
    public ShelfWish Only(Facets facets) => this with { Facets = facets, After = null };
}

/// <summary>A value that a list can be narrowed to.</summary>
/// <param name="Name">As it is shown.</param>
/// <param name="Count">How many maps that would leave; true at the moment of asking.</param>
/// <param name="Address">The list narrowed to it.</param>
/// <param name="IsChosen">Whether the list is narrowed to it now.</param>
public sealed record FacetChoice(string Name, int Count, string Address, bool IsChosen);

/// <summary>A facet with its values, the most frequent first.</summary>
public sealed record Facet(string Name, string AllAddress, bool IsOpen, IReadOnlyList<FacetChoice> Choices);

/// <summary>A list as its page shows it: the maps, how many there are, and what it can be narrowed to.</summary>
public sealed record ShelfView(ShelfWish Wish, ShelfPage Page, int Count, IReadOnlyList<Facet> Facets)
{
    private const int PageSize = 50;

    public static ShelfView Read(Library library, Shelf shelf, ShelfWish wish)
    {
        var counts = library.Browsing.Counts(shelf);
        var (level, board, licence) = (wish.Facets.Level, wish.Facets.Board, wish.Facets.Licence);
        bool Fits(ShelfCount c, bool anyLevel = false, bool anyBoard = false, bool anyLicence = false) =>
            (anyLevel || level is null || c.Level == level) && (anyBoard || board is null || c.Board == board) && (anyLicence || licence is null || c.Licence == licence);
        return new ShelfView(wish, library.Browsing.Page(shelf, wish.Facets, wish.Order, wish.After, PageSize), counts.Where(c => Fits(c)).Sum(c => c.Maps),
        [
            Facet("Level", wish, counts.Where(c => Fits(c, anyLevel: true)), c => c.Level, level, value => wish.Facets with { Level = value }, library.Taxonomy.LevelName),
            Facet("Board", wish, counts.Where(c => Fits(c, anyBoard: true)), c => c.Board, board, value => wish.Facets with { Board = value }, library.Taxonomy.BoardName),
            Facet("Licence", wish, counts.Where(c => Fits(c, anyLicence: true)), c => c.Licence, licence, value => wish.Facets with { Licence = value }, name => name),
        ]);
    }

    private static Facet Facet(string name, ShelfWish wish, IEnumerable<ShelfCount> counts, Func<ShelfCount, string> of, string? chosen, Func<string?, Facets> with, Func<string?, string?> nameOf)
    {
        var choices = from count in counts
                      group count.Maps by of(count) into value
                      where value.Key.Length > 0 && nameOf(value.Key) is not null
                      orderby value.Sum() descending, value.Key
                      select new FacetChoice(nameOf(value.Key)!, value.Sum(), wish.Only(with(value.Key)).Address, value.Key == chosen);
        return new Facet(name, wish.Only(with(null)).Address, chosen is null, [.. choices]);
    }
}
