using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Web.Components;

namespace Ramify.Web;

/// <summary>Whatever went wrong ends in a page with one plain sentence, never in a stack trace.</summary>
internal sealed partial class Failures(RequestDelegate next, ILogger<Failures> log)
{
    public async Task Invoke(HttpContext context)
    {
        context.Response.OnStarting(SayWhenToComeBack, context.Response);
        try
        {
            if (await IsTooLarge(context)) context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            else await next(context);
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
        catch (ChangedMeanwhileException) when (!context.Response.HasStarted)
        {
            await Answer(context, StatusCodes.Status409Conflict);
        }
        catch (QuotaException full) when (!context.Response.HasStarted)
        {
            await (Problems.Wants(context.Request)
                ? Problems.Of(StatusCodes.Status422UnprocessableEntity, "quota_reached", full.Message).ExecuteAsync(context)
                : Page(StatusCodes.Status422UnprocessableEntity, "There is no room", full.Message).ExecuteAsync(context));
        }
        catch (Exception failed) when (!context.Response.HasStarted && LibraryFault.Of(failed) is { } fault)
        {
            LogUnavailable(log, fault.Sentence, NameOf(context));
            await Answer(context, StatusCodes.Status503ServiceUnavailable);
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
            LogUnforeseen(log, unforeseen, context.Request.Method, NameOf(context));
            await Answer(context, StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>
    /// Whether a body says that it is larger than is taken. Up to twice that it is read to its end and thrown away: whoever still sends when
    /// the connection closes, a browser or a proxy, sees a broken connection and not why.
    /// </summary>
    private static async Task<bool> IsTooLarge(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { MaxRequestBodySize: { } most, IsReadOnly: false } limit) return false;
        if (context.Request.ContentLength is not { } length || length <= most) return false;
        if (length > 2 * most) return true;
        limit.MaxRequestBodySize = length;
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        return true;
    }

    /// <summary>Answers with the page for a status.</summary>
    public static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        // A page that failed half-way has set it; the next one would again, and may not.
        context.Response.Headers.Remove("blazor-enhanced-nav");
        context.Response.Headers.CacheControl = "no-store";
        if (Problems.Wants(context.Request)) return Problems.Answer(context, status);
        if (HttpMethods.IsHead(context.Request.Method)) return Task.CompletedTask;
        var (title, sentence) = Words(status);
        return Page(status, title, sentence).ExecuteAsync(context);
    }

    /// <summary>A page that says in one sentence why a request was not met, and offers the way back.</summary>
    public static RazorComponentResult<FailurePage> Page(int status, string title, string sentence) =>
        new(new { Title = title, Sentence = sentence }) { StatusCode = status };

    /// <summary>Whoever was turned away for a while is told how long; a page of its own may have said it already.</summary>
    private static Task SayWhenToComeBack(object state)
    {
        var response = (HttpResponse)state;
        if (response.StatusCode is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable && response.Headers.RetryAfter.Count == 0)
            response.Headers.RetryAfter = response.StatusCode == StatusCodes.Status429TooManyRequests ? "60" : "10";
        return Task.CompletedTask;
    }

    /// <summary>An address for the log: its pattern, since the address itself may hold the secret of a link or draft (E23).</summary>
    private static string NameOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no such address)";

    private static (string Title, string Sentence) Words(int status) => status switch
    {
        StatusCodes.Status400BadRequest => ("That did not work", "The request was not complete or came from another site; please go back and send it again."),
        StatusCodes.Status404NotFound => ("Nothing here", "There is no page at this address; it may have been deleted, or the address may be incomplete."),
        StatusCodes.Status405MethodNotAllowed => ("That did not work", "This address does not take that kind of request."),
        StatusCodes.Status409Conflict => ("Changed meanwhile", "Somebody changed this in the same moment; please go back, look at it again and repeat what you did."),
        StatusCodes.Status413PayloadTooLarge => ("Too large", "A map may be at most 10 MB of text, and a print or picture at most some thousand ideas; please take a smaller file or a part of it."),
        StatusCodes.Status415UnsupportedMediaType => ("That did not work", "The form was sent in a way that this page does not read."),
        StatusCodes.Status429TooManyRequests => ("Not so often", "There were too many requests just now; please wait a minute and try again."),
        StatusCodes.Status503ServiceUnavailable => ("Busy just now", "Too much is being asked of the library at the moment; please try again in a minute."),
        _ => ("Something went wrong", "That is our fault and has been noted; please try again in a moment."),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "The library is unavailable for {Path}: {Reason}")]
    private static partial void LogUnavailable(ILogger log, string reason, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void LogUnforeseen(ILogger log, Exception exception, string method, string path);
}
