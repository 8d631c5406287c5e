using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Http.Features;
using Ramify.Maps;
using Ramify.Storage;
using Ramify.Web.Access;
using Ramify.Web.Components;
using Ramify.Web.Features.Accounts;
using Ramify.Web.Features.Api;
using Ramify.Web.Features.Browse;
using Ramify.Web.Features.Classes;
using Ramify.Web.Features.Comments;
using Ramify.Web.Features.Corrections;
using Ramify.Web.Features.Drafts;
using Ramify.Web.Features.Editor;
using Ramify.Web.Features.Embed;
using Ramify.Web.Features.Health;
using Ramify.Web.Features.Images;
using Ramify.Web.Features.Index;
using Ramify.Web.Features.Lists;
using Ramify.Web.Features.Live;
using Ramify.Web.Features.Maps;
using Ramify.Web.Features.Moderation;
using Ramify.Web.Features.Notices;
using Ramify.Web.Features.OwnMaps;
using Ramify.Web.Features.Ratings;
using Ramify.Web.Features.Reports;
using Ramify.Web.Features.Topics;

namespace Ramify.Web;

/// <summary>The web program put together. With no settings: SQLite in ./data, http://localhost:5080, the samples there.</summary>
internal static class Site
{
    // A form adds its boundaries and small fields to a file of the greatest size.
    private const long FormOverhead = 64 << 10;

    /// <summary>A preview's form carries a file as base64, four characters for three bytes; readers judge what was in it.</summary>
    private static readonly long FormBytes = MapLimits.Upload.InputBytes * 4 / 3 + FormOverhead;

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = Lan.Spell(args), ContentRootPath = AppContext.BaseDirectory, ApplicationName = "Ramify.Web" });
        var lan = Lan.HostOf(builder.Configuration);
        if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls(lan is null ? "http://localhost:5080" : Lan.Listening(builder.Configuration));
        Doorkeeper.MakeThreads();
        // In a checkout the browser's program lies where it was built; the manifest says where. A published one has it in wwwroot.
        builder.WebHost.UseStaticWebAssets();
        // Only what the manifest lists is answered; no file that turns up later.
        builder.Configuration["DisableStaticAssetNotFoundRuntimeFallback"] = "true";
        var library = Library.Open(DataFolder(builder.Configuration["data"]));
        Samples.Seed(library, Path.Combine(AppContext.BaseDirectory, "samples"));
        AddServices(builder, library);

        var site = builder.Build();
        Use(site);
        if (lan is not null) site.Lifetime.ApplicationStarted.Register(() => Lan.Announce(site.Services.GetRequiredService<SiteAddress>().Of("/"), Console.Out));
        return site;
    }

    private static void AddServices(WebApplicationBuilder builder, Library library)
    {
        builder.Logging.ClearProviders().AddSafeConsole();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = FormBytes;
        });
        builder.Services.Configure<FormOptions>(form =>
        {
            form.ValueLengthLimit = (int)FormBytes;
            form.MultipartBodyLengthLimit = FormBytes;
            form.ValueCountLimit = 32;
        });
        builder.Services.AddSingleton(library);
        builder.Services.AddSingleton<Assets>().AddSingleton<SiteAddress>().AddSingleton<PageRenderer>().AddSingleton<PageCache>().AddSingleton<MapWindows>();
        builder.Services.AddHostedService<Warmth>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PageCache>());
        builder.Services.AddRazorComponents();
        builder.Services.AddDataProtection().SetApplicationName("Ramify").PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(library.Folder, "keys")));
        builder.Services.AddAntiforgery(form =>
        {
            var secure = builder.Configuration["address"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;
            form.Cookie.Name = secure ? "__Host-ramify-form" : "ramify-form";
            form.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            form.FormFieldName = "token";
            // The page's own header says frame-ancestors.
            form.SuppressXFrameOptionsHeader = true;
        });
        builder.Services.AddAccess();
        builder.Services.AddSignIn();
        builder.Services.AddAccounts();
        builder.Services.AddApi();
        builder.Services.AddHealth();
        builder.Services.AddSingleton<Pace>();
        builder.AddTelemetry();
        builder.Services.AddLive();
        builder.Services.AddHostedService<BinDay>();
        // Letters of every script as they are; only what HTML needs is escaped.
        builder.Services.AddWebEncoders(web => web.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
    }

    private static void Use(WebApplication site)
    {
        var cache = site.Services.GetRequiredService<PageCache>();
        var assets = site.Services.GetRequiredService<Assets>();
        // A page or file in memory is answered before routing looks at it.
        site.Use(next => context => cache.TryAnswer(context) ?? assets.TryAnswer(context) ?? next(context));
        site.UseMiddleware<Trust>();
        site.UseMiddleware<Failures>();
        UseKnownProxies(site);
        site.UseRouting();
        site.UseMiddleware<Doorkeeper>();
        site.UseAuthentication();
        // Where there is no endpoint there is nothing to guard: 404, or routing's own 405.
        site.Use(next => context => context.GetEndpoint() switch
        {
            RouteEndpoint => next(context),
            null => Failures.Answer(context, StatusCodes.Status404NotFound),
            var wrongMethod => wrongMethod.RequestDelegate!(context),
        });
        site.UseAuthorization();
        site.UseMiddleware<Forms>();
        site.MapAccounts();
        site.MapApi();
        site.MapHealth();
        site.MapEmbed();
        site.MapIndex();
        site.MapOwnMaps();
        site.MapTopics();
        site.MapComments();
        site.MapRatings();
        site.MapLists();
        site.MapCorrections();
        site.MapReports();
        site.MapNotices();
        site.MapModeration();
        site.MapMaps();
        site.MapClasses();
        site.MapBrowse();
        site.MapDrafts();
        site.MapEditor();
        site.MapLive();
        site.MapImages();
    }

    /// <summary>
    /// --proxies "10.0.0.2 10.0.0.3": who may say where a request came from and whether by https. Nobody else, and never which host it was for (C08).
    /// </summary>
    private static void UseKnownProxies(WebApplication site)
    {
        if (site.Configuration["proxies"] is not { Length: > 0 } known) return;
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        foreach (var proxy in known.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)) forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
        site.UseForwardedHeaders(forwarded);
    }

    /// <summary>The folder asked for, else data at the repository's root, else data where the program was started.</summary>
    private static string DataFolder(string? asked)
    {
        if (!string.IsNullOrEmpty(asked)) return asked;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Ramify.slnx"))) return Path.Combine(folder.FullName, "data");
        return Path.Combine(Environment.CurrentDirectory, "data");
    }
}
