using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Comments;

/// <summary>
/// What people say about a map: /m/{id}/comments to read all of it and to write, since the map's own page is the same for everybody and
/// holds no form; each comment's report, removal and visibility; and whether a map of one's own takes comments.
/// </summary>
internal static class CommentEndpoints
{
    public static void MapComments(this IEndpointRouteBuilder site)
    {
        site.MapGet("/m/{id:guid}/comments", Show).For(Who.Anyone);
        site.MapPost("/m/{id:guid}/comments", Write).For(Who.Person);
        site.MapGet("/comments/{comment:guid}/report", (Guid comment, HttpContext context, Library library) => ReportPage(comment, context, library)).For(Who.Person);
        site.MapPost("/comments/{comment:guid}/report", Report).For(Who.Person);
        site.MapGet("/comments/{comment:guid}/removal", RemovalPage).For(Who.Person);
        site.MapPost("/comments/{comment:guid}/removal", Remove).For(Who.Person);
        site.MapPost("/comments/{comment:guid}/visibility", Hide).For(Who.Person);
        site.MapGet("/account/maps/{id:guid}/comments", (HttpContext context) => new RazorComponentResult<SettingPage>(new { Map = context.MyMap() })).For(Who.Owner);
        site.MapPost("/account/maps/{id:guid}/comments", Allow).For(Who.Owner);
    }

    private static IResult Show(Guid id, Guid? to, Guid? before, Guid? after, string? said, HttpContext context, Library library)
    {
        Forms.MakePrivate(context);
        return Page(id, context, library, new CommentForm { Id = Guid.CreateVersion7(), To = to }, before: before, after: after, said: said);
    }

    private static IResult Write(Guid id, CommentForm form, HttpContext context, Library library, Attempts attempts)
    {
        if (library.Shelves.Find(id) is not { } map) return Results.NotFound();
        if (!context.MayWrite(attempts)) return Page(id, context, library, form, Writing.TooOften);
        var written = library.Comments.Write(context.Me(), map, form.Id, form.To, form.Text);
        if (written.Fault is not null) return Page(id, context, library, form, written.Fault);
        return Results.LocalRedirect($"/m/{id}/comments?said={(written.IsHeld ? "held" : "yes")}#c-{form.Id}");
    }

    private static IResult Page(Guid id, HttpContext context, Library library, CommentForm form, string? fault = null, Guid? before = null, Guid? after = null, string? said = null)
    {
        if (library.Shelves.Find(id) is not { } map) return Results.NotFound();
        var reader = context.Person() is { } person ? new Reader(person.Id, IsKeeper(person, map)) : null;
        return new RazorComponentResult<ThreadPage>(new
        {
            Map = map, Comments = library.Comments.Page(id, reader, before, after), Reader = context.Person(), reader?.IsKeeper, Form = form, Fault = fault, Said = fault is null ? said : null,
            // Perhaps one of an earlier page.
            To = reader is not null && form.To is { } to && library.Comments.Find(to, reader) is { ReplyTo: null, State: CommentState.Shown } answered && answered.Map == id ? answered : null,
        }) { StatusCode = Writing.Status(fault) };
    }

    private static IResult ReportPage(Guid comment, HttpContext context, Library library, string? fault = null)
    {
        if (Seen(comment, context, library) is not var (found, map) || found.Person == context.Me().Id) return Results.NotFound();
        return new RazorComponentResult<ReportPage>(new { Comment = found, Map = map, Fault = fault }) { StatusCode = Writing.Status(fault) };
    }

    private static async Task<IResult> Report(Guid comment, HttpContext context, Library library, Attempts attempts)
    {
        if (Seen(comment, context, library) is not var (_, map)) return Results.NotFound();
        if (!Enum.TryParse<ReportReason>((await Forms.Fields(context))["reason"], out var reason) || !Enum.IsDefined(reason)) return ReportPage(comment, context, library, "Please say why.");
        if (!context.MayWrite(attempts)) return ReportPage(comment, context, library, Writing.TooOften);
        return library.Comments.Report(context.Me().Id, comment, reason) ? Results.LocalRedirect($"/m/{map.Id}/comments?said=reported") : Results.NotFound();
    }

    private static IResult RemovalPage(Guid comment, HttpContext context, Library library) =>
        Seen(comment, context, library) is var (found, map) && found.Person == context.Me().Id ? new RazorComponentResult<RemovalPage>(new { Comment = found, Map = map }) : Results.NotFound();

    private static IResult Remove(Guid comment, HttpContext context, Library library) =>
        Seen(comment, context, library) is var (_, map) && library.Comments.Delete(context.Me().Id, comment) ? Results.LocalRedirect($"/m/{map.Id}/comments?said=deleted") : Results.NotFound();

    private static async Task<IResult> Hide(Guid comment, HttpContext context, Library library)
    {
        var hide = (await Forms.Fields(context))["shown"] != "yes";
        return Seen(comment, context, library) is var (_, map) && library.Comments.Hide(context.Me().Id, comment, hide) ? Results.LocalRedirect($"/m/{map.Id}/comments#c-{comment}") : Results.NotFound();
    }

    private static async Task<IResult> Allow(HttpContext context, Library library)
    {
        library.Comments.Allow(context.MyMap(), (await Forms.Fields(context))["comments"] == "on");
        return Results.LocalRedirect($"/account/maps/{context.MyMap().Id}/comments");
    }

    /// <summary>A comment under a public map as the person has it, with the map.</summary>
    private static (Comment Comment, StoredMap Map)? Seen(Guid comment, HttpContext context, Library library) =>
        library.Comments.Find(comment) is { } any && library.Shelves.Find(any.Map) is { } map
        && library.Comments.Find(comment, new Reader(context.Me().Id, IsKeeper(context.Me(), map))) is { } found ? (found, map) : null;

    private static bool IsKeeper(CurrentPerson person, StoredMap map) => person.Role == Role.Moderator || map.Owner == person.Id;
}

/// <summary>A comment as its form has it.</summary>
public sealed record CommentForm
{
    /// <summary>Made with the form, so that a form sent twice is one comment.</summary>
    public Guid Id { get; init; }

    /// <summary>The comment that is answered; null for none.</summary>
    public Guid? To { get; init; }

    public string Text { get; init; } = "";

    public static async ValueTask<CommentForm> BindAsync(HttpContext context)
    {
        var fields = await Forms.Fields(context);
        return new()
        {
            Id = Guid.TryParse(fields["id"], out var id) ? id : Guid.CreateVersion7(), To = Guid.TryParse(fields["to"], out var to) ? to : null, Text = fields["text"].ToString(),
        };
    }
}
