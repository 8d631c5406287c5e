using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Accounts;

/// <summary>What is a person's own, to take along (/account/export) and to take away (/account/removal).</summary>
internal static class PersonalDataEndpoints
{
    public static void MapPersonalData(this IEndpointRouteBuilder site)
    {
        site.MapGet("/account/export", () => new RazorComponentResult<ExportPage>()).For(Who.Person);
        site.MapGet("/account/export.zip", Export).For(Who.Person);
        site.MapGet("/account/removal", (HttpContext context, Library library, UserManager<Person> people) => RemovalPage(context, library, people)).For(Who.Person);
        site.MapPost("/account/removal", Remove).For(Who.Person);
    }

    private static async Task<IResult> Export(HttpContext context, Library library, Attempts attempts)
    {
        if (!attempts.MayExport(context.Me().Id)) return Failures.Page(StatusCodes.Status429TooManyRequests, "Not so often", Fault.TooOften.Sentence);
        context.Response.ContentType = "application/zip";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"ramify-everything.zip\"";
        await PersonalArchive.Write(library, context.Me().Id, context.Response.BodyWriter.AsStream(), context.RequestAborted);
        return Results.Empty;
    }

    /// <summary>The name is typed, and the password where there is one: a browser left open is not enough.</summary>
    private static async Task<IResult> Remove(HttpContext context, Library library, UserManager<Person> people, Attempts attempts)
    {
        var (me, fields) = (context.Me(), await Forms.Fields(context));
        if (!attempts.MaySignIn(me.Name, context.Connection.RemoteIpAddress)) return await RemovalPage(context, library, people, Fault.TooOften);
        var person = (await people.FindByIdAsync(me.Id.ToString()))!;
        if (((string?)fields["name"])?.Trim() != me.Name) return await RemovalPage(context, library, people, new("Please type the name exactly as it is."));
        if (person.PasswordHash is not null && !await attempts.Hash(() => people.CheckPasswordAsync(person, (string?)fields["password"] ?? "")))
            return await RemovalPage(context, library, people, new("The password was not right."));
        await SignIn.Leave(context, library);
        library.PersonalData.Delete(me.Id);
        return new RazorComponentResult<GonePage>();
    }

    private static async Task<IResult> RemovalPage(HttpContext context, Library library, UserManager<Person> people, Fault? fault = null)
    {
        var person = (await people.FindByIdAsync(context.Me().Id.ToString()))!;
        return new RazorComponentResult<RemovalPage>(new
        {
            Name = person.Name, HasPassword = person.PasswordHash is not null, Leaving = library.PersonalData.Foresee(person.Id), Fault = fault?.Sentence,
        }) { StatusCode = fault?.Status ?? StatusCodes.Status200OK };
    }
}
