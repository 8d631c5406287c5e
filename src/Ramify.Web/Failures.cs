using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Web.Components;

namespace Ramify.Web;

/// <summary>Whatever went wrong ends in a page with one plain sentence, never in a stack trace.</summary>
internal sealed partial class Failures(RequestDelegate next, ILogger<Failures> log)
{
    public async Task Invoke(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { StatusCode: >= 400, HasStarted: false } && context.Response.ContentType is null) await Answer(context, context.Response.StatusCode);
        }
        catch (BadHttpRequestException refused) when (!context.Response.HasStarted)
        {
            await Answer(context, refused.StatusCode);
        }
        catch (AntiforgeryValidationException) when (!context.Response.HasStarted)
        {
            await Answer(context, StatusCodes.Status400BadRequest);
        }
        catch (InvalidDataException) when (!context.Response.HasStarted)
        {
            // The form reader's word for a form beyond its limits.
            await Answer(context, StatusCodes.Status413PayloadTooLarge);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
        catch (Exception unforeseen) when (!context.Response.HasStarted)
        {
            LogUnforeseen(log, unforeseen, context.Request.Method, context.Request.Path);
            await Answer(context, StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>Answers with the page for a status.</summary>
    public static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        // A page that failed half-way has set it; the next one would again, and may not.
        context.Response.Headers.Remove("blazor-enhanced-nav");
        context.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(context.Request.Method)) return Task.CompletedTask;
        var (title, sentence) = Words(status);
        return Page(status, title, sentence).ExecuteAsync(context);
    }

    /// <summary>A page that says in one sentence why a request was not met, and offers the way back.</summary>
    public static RazorComponentResult<FailurePage> Page(int status, string title, string sentence) =>
        new(new { Title = title, Sentence = sentence }) { StatusCode = status };

    private static (string Title, string Sentence) Words(int status) => status switch
    {
        StatusCodes.Status400BadRequest => ("That did not work", "The request was not complete or came from another site; please go back and send it again."),
        StatusCodes.Status404NotFound => ("Nothing here", "There is no page at this address; it may have been deleted, or the address may be incomplete."),
        StatusCodes.Status405MethodNotAllowed => ("That did not work", "This address does not take that kind of request."),
        StatusCodes.Status413PayloadTooLarge => ("Too large", "A map may be at most 10 MB of text, and a print or picture at most some thousand ideas; please take a smaller file or a part of it."),
        StatusCodes.Status415UnsupportedMediaType => ("That did not work", "The form was sent in a way that this page does not read."),
        StatusCodes.Status503ServiceUnavailable => ("Busy just now", "Many prints are being drawn at the moment; please try again in a minute."),
        _ => ("Something went wrong", "That is our fault and has been noted; please try again in a moment."),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void LogUnforeseen(ILogger log, Exception exception, string method, string path);
}
