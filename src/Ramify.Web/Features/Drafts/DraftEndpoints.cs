using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Maps;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Text;
using Ramify.Web.Access;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Drafts;

/// <summary>
/// A map without an account. /new takes a text and answers with a preview, storing nothing; /draft keeps it;
/// /draft/{token} shows it to whoever has the address; its text and removal are for the browser that made it.
/// </summary>
internal static class DraftEndpoints
{
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static void MapDrafts(this IEndpointRouteBuilder site)
    {
        site.MapMethods("/new", Reads, () => new RazorComponentResult<NewPage>()).For(Who.Anyone);
        site.MapPost("/new", Preview).For(Who.Anyone).ChangesNothing();
        site.MapPost("/draft", Keep).For(Who.Anyone);
        site.MapMethods("/draft/{last}", Reads, Show).For(Who.Anyone);
        site.MapMethods("/draft/{token}/window", Reads, Window).For(Who.Anyone);
        site.MapMethods("/draft/{token}/nodes", Reads, Nodes).For(Who.Anyone);
        site.MapMethods("/draft/{token}/files", Reads, Files).For(Who.Anyone);
        site.MapMethods("/draft/{token}/outline/{node:guid}", Reads, Outline).For(Who.Anyone);
        site.MapMethods("/draft/{token}/text", Reads, EditText).For(Who.Anyone);
        site.MapPost("/draft/{token}/text", ReplaceText).For(Who.Anyone);
        site.MapMethods("/draft/{token}/removal", Reads, AskRemoval).For(Who.Anyone);
        site.MapPost("/draft/{token}/removal", Remove).For(Who.Anyone);
    }

    private static async Task<IResult> Preview(HttpContext context, IAntiforgery antiforgery)
    {
        var submission = await Submission.Read(context.Request);
        return submission.Reading.Refusal is null ? PreviewOf(context, antiforgery, submission, "/draft") : Refused(submission);
    }

    private static async Task<IResult> Keep(HttpContext context, Library library)
    {
        var submission = await Submission.Read(context.Request);
        if (submission.Reading.Refusal is not null) return Refused(submission);
        if (context.Person() is { } me)
        {
            var kept = submission.Kept.Select(map => library.OwnMaps.Add(me.Id, me.Name, map, submission.Reading.Images)).ToList();
            return Results.Redirect(kept.Count == 1 ? $"/account/maps/{kept[0]}" : "/account/maps");
        }
        var token = library.Drafts.Save(submission.Map, BrowserSecret.Of(context) ?? BrowserSecret.New(context), submission.Reading.Images);
        return Results.Redirect($"/draft/{token}");
    }

    private static async Task Show(string last, HttpContext context, Library library, SiteAddress site)
    {
        Forms.MakePrivate(context);
        var (token, suffix) = Exports.Split(last);
        if (library.Drafts.Find(token) is not { } draft)
        {
            await Failures.Answer(context, StatusCodes.Status404NotFound);
            return;
        }
        if (suffix.Length > 0) await (await Exports.Write(library, draft, suffix, "private, no-store", Slug.Of(draft.Title), site.Of($"/draft/{draft.DraftToken}"))).Answer(context);
        else
            await new RazorComponentResult<DraftPage>(new
            {
                Draft = draft, Pictures = Pictures.Of(library.Shelves.Open(draft), $"/draft/{token}", ImageAddress.Of(draft.Id, token)), Address = site.Of($"/draft/{token}"), IsMine = draft.IsOwnedBy(BrowserSecret.Of(context)),
            }).ExecuteAsync(context);
    }

    private static IResult Outline(string token, Guid node, int? from, HttpContext context, Library library, MapWindows windows)
    {
        Forms.MakePrivate(context);
        return library.Drafts.Find(token) is { } draft ? windows.OutlinePage(draft, node, from, $"/draft/{token}", token) : Results.NotFound();
    }

    private static Task Window(string token, HttpContext context, Library library, MapWindows windows)
    {
        Forms.MakePrivate(context);
        return library.Drafts.Find(token) is { } draft ? windows.Answer(context, draft, MapWindows.OfOnePerson) : Failures.Answer(context, StatusCodes.Status404NotFound);
    }

    private static Task Nodes(string token, HttpContext context, Library library, MapWindows windows)
    {
        Forms.MakePrivate(context);
        return library.Drafts.Find(token) is { } draft ? windows.AnswerNodes(context, draft, MapWindows.OfOnePerson) : Failures.Answer(context, StatusCodes.Status404NotFound);
    }

    private static IResult Files(string token, HttpContext context, Library library)
    {
        Forms.MakePrivate(context);
        return library.Drafts.Find(token) is { } draft ? FilesPage.Of(library.Shelves.Open(draft), $"/draft/{token}") : Missing();
    }

    private static IResult EditText(string token, HttpContext context, IAntiforgery antiforgery, Library library)
    {
        Forms.MakePrivate(context);
        if (Mine(token, context, library) is not { } draft) return Missing();
        var text = OutlineText.Write(library.Shelves.Open(draft));
        return new RazorComponentResult<TextPage>(new
        {
            Draft = draft, Text = text, Before = text, Token = TokenFor(context, antiforgery),
        });
    }

    private static async Task<IResult> ReplaceText(string token, HttpContext context, Library library)
    {
        Forms.MakePrivate(context);
        if (Mine(token, context, library) is not { } draft) return Missing();
        var submission = await Submission.Read(context.Request);
        if (submission.Reading.Refusal is not null) return Refused(submission);
        var read = submission.Reading.Map;
        // The outline says nothing of title and description; they stay as they are.
        if (submission.IsEditedText) library.OwnMaps.Merge(draft, Visitor.Of(null, BrowserSecret.Of(context)), submission.Before, read);
        else library.Drafts.Replace(draft, read.As(draft.Id, read.Info with { Title = draft.Title, Description = draft.Description }), submission.Reading.Images);
        return Results.Redirect($"/draft/{token}");
    }

    private static IResult AskRemoval(string token, HttpContext context, IAntiforgery antiforgery, Library library)
    {
        Forms.MakePrivate(context);
        return Mine(token, context, library) is { } draft
            ? new RazorComponentResult<RemovalPage>(new { Draft = draft, Token = TokenFor(context, antiforgery) })
            : Missing();
    }

    private static async Task<IResult> Remove(string token, HttpContext context, Library library)
    {
        Forms.MakePrivate(context);
        if (Mine(token, context, library) is not { } draft) return Missing();
        library.Drafts.Delete(draft);
        return Results.Redirect("/new");
    }

    private static RazorComponentResult<PreviewPage> PreviewOf(HttpContext context, IAntiforgery antiforgery, Submission submission, string action) => new(new
    {
        Submission = submission, Pictures = Pictures.Of(submission.Map, images: Shown(submission.Reading.Images)), Action = action, IsSignedIn = context.Person() is not null, Token = TokenFor(context, antiforgery),
    });

    /// <summary>Nothing is stored yet, so the page holds the pictures itself, where that makes it no burden; else their frames.</summary>
    private static Func<string, string?>? Shown(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> images) => images.Values.Sum(i => i.Length) <= MostInPage ? ImageBytes.Inside(images) : null;

    private const int MostInPage = 2 << 20;

    private static RazorComponentResult<RefusalPage> Refused(Submission submission) =>
        new(new { Submission = submission }) { StatusCode = submission.Status };

    /// <summary>The draft if this browser made it. For anybody else it does not exist here, so that nobody learns that it does.</summary>
    private static StoredMap? Mine(string token, HttpContext context, Library library) =>
        library.Drafts.Find(token) is { } draft && draft.IsOwnedBy(BrowserSecret.Of(context)) ? draft : null;

    private static IResult Missing() => Results.NotFound();

    private static string TokenFor(HttpContext context, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(context).RequestToken!;
}
