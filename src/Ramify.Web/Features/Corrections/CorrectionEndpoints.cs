using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Maps;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Corrections;

/// <summary>
/// Other texts for one node: a reader suggests one at /m/{id}/corrections/{node}; the owner answers at /account/maps/{id}/corrections, for
/// maps without an owner a moderator at /moderation/maps/{id}/corrections; what one suggested is at /account/corrections.
/// </summary>
internal static class CorrectionEndpoints
{
    private const int MostListed = 200;

    public static void MapCorrections(this IEndpointRouteBuilder site)
    {
        site.MapGet("/m/{id:guid}/corrections", Choose).For(Who.Person);
        site.MapGet("/m/{id:guid}/corrections/{node:guid}", (Guid id, Guid node, HttpContext context, Library library) => FormPage(id, node, new CorrectionForm { Id = Guid.CreateVersion7() }, context, library)).For(Who.Person);
        site.MapPost("/m/{id:guid}/corrections/{node:guid}", Suggest).For(Who.Person);
        site.MapGet("/account/corrections", (HttpContext context, Library library, string? said) =>
            new RazorComponentResult<SuggestedPage>(new { Corrections = library.Corrections.By(context.Me().Id), IsHeld = said == "held", IsNew = said is not null })).For(Who.Person);
        site.MapGet("/account/maps/{id:guid}/corrections", (HttpContext context, Library library) => AnswerPage(context.MyMap(), OwnersPath(context.MyMap()), context, library)).For(Who.Owner);
        site.MapPost("/account/maps/{id:guid}/corrections/{correction:guid}", (Guid correction, HttpContext context, Library library) =>
            Answer(context.MyMap(), correction, OwnersPath(context.MyMap()), context, library)).For(Who.Owner);
        site.MapGet("/moderation/maps/{id:guid}/corrections", (Guid id, HttpContext context, Library library) =>
            Ownerless(id, library) is { } map ? AnswerPage(map, ModeratorsPath(map), context, library) : Results.NotFound()).For(Who.Moderator);
        site.MapPost("/moderation/maps/{id:guid}/corrections/{correction:guid}", async (Guid id, Guid correction, HttpContext context, Library library) =>
            Ownerless(id, library) is { } map ? await Answer(map, correction, ModeratorsPath(map), context, library) : Results.NotFound()).For(Who.Moderator);
    }

    /// <summary>The nodes of a map to choose one from; ?find= narrows a large one down.</summary>
    private static IResult Choose(Guid id, string? find, Library library)
    {
        if (library.Shelves.Find(id) is not { } map) return Results.NotFound();
        var nodes = library.Shelves.Open(map).Nodes.Where(n => string.IsNullOrWhiteSpace(find) || n.Text.Contains(find.Trim(), StringComparison.CurrentCultureIgnoreCase));
        return new RazorComponentResult<ChoicePage>(new { Map = map, Nodes = nodes.Take(MostListed).ToList(), Find = find, Most = MostListed });
    }

    private static IResult Suggest(Guid id, Guid node, CorrectionForm form, HttpContext context, Library library, Attempts attempts)
    {
        if (library.Shelves.Find(id) is not { } map || library.Shelves.Open(map).Find(node) is not { } found) return Results.NotFound();
        if (!context.MayWrite(attempts)) return FormPage(id, node, form, context, library, Writing.TooOften);
        var written = library.Corrections.Suggest(context.Me(), map, form.Id, found, form.Text ?? "", form.Reason ?? "");
        return written.Fault is not null ? FormPage(id, node, form, context, library, written.Fault) : Results.LocalRedirect($"/account/corrections?said={(written.IsHeld ? "held" : "yes")}");
    }

    private static IResult FormPage(Guid id, Guid node, CorrectionForm form, HttpContext context, Library library, string? fault = null) =>
        library.Shelves.Find(id) is { } map && library.Shelves.Open(map).Find(node) is { } found
            ? new RazorComponentResult<FormPage>(new { Map = map, Node = found, Form = form, IsYoung = context.Me().Age == AgeBand.Under13, IsOwn = map.Owner == context.Me().Id, Fault = fault }) { StatusCode = Writing.Status(fault) }
            : Results.NotFound();

    private static async Task<IResult> Answer(StoredMap map, Guid correction, string path, HttpContext context, Library library)
    {
        var fields = await Forms.Fields(context);
        switch ((string?)fields["answer"])
        {
            case "accept" or "decline":
                var fault = library.Corrections.Answer(map, correction, fields["answer"] == "accept", context.Me().Id);
                return fault is null ? Results.LocalRedirect($"{path}?said={fields["answer"]}") : AnswerPage(map, path, context, library, fault);
            case "report" when Enum.TryParse<ReportReason>(fields["reason"], out var reason) && Enum.IsDefined(reason):
                library.Corrections.Report(map, correction, reason, context.Me().Id);
                return Results.LocalRedirect($"{path}?said=report");
            default:
                return AnswerPage(map, path, context, library, "Please choose an answer.");
        }
    }

    private static RazorComponentResult<AnswerPage> AnswerPage(StoredMap map, string path, HttpContext context, Library library, string? fault = null) =>
        new(new
        {
            Map = map, Path = path, Corrections = library.Corrections.Of(map, context.Me().Id), Fault = fault, Said = fault is null ? context.Request.Query["said"].ToString() : null,
        }) { StatusCode = Writing.Status(fault) };

    private static StoredMap? Ownerless(Guid id, Library library) => library.Shelves.Find(id) is { Owner: null } map ? map : null;

    private static string OwnersPath(StoredMap map) => $"/account/maps/{map.Id}/corrections";

    private static string ModeratorsPath(StoredMap map) => $"/moderation/maps/{map.Id}/corrections";
}

/// <summary>A correction as its form has it.</summary>
public sealed record CorrectionForm
{
    /// <summary>Made with the form, so that a form sent twice is one suggestion.</summary>
    public Guid Id { get; init; }

    /// <summary>The text as it should be; null where nothing was typed yet.</summary>
    public string? Text { get; init; }

    public string? Reason { get; init; }

    public static async ValueTask<CorrectionForm> BindAsync(HttpContext context)
    {
        var fields = await Forms.Fields(context);
        return new() { Id = Guid.TryParse(fields["id"], out var id) ? id : Guid.CreateVersion7(), Text = fields["text"], Reason = fields["reason"] };
    }
}
