using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Ramify.Storage.Model;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Api;

/// <summary>The description of the API, made from its endpoints, once.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";
    public const string Path = $"{Api.Root}/openapi.json";
    private const string TokenName = "token";

    private const string About = """
        The library is open to everybody. A person's own maps are for programs with a token, which the person makes under /account/tokens; it says what
        the program may do: read, write, publish. Lists come in pages; `next` is the address of the next one. A map's ETag names its version: a change says with
        If-Match which version it means. A POST with an Idempotency-Key may be sent again for a day: it is done once. What goes wrong is answered as application/problem+json; its `code` never changes.
        """;

    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = call => call.RelativePath?.StartsWith(Api.Root[1..] + "/", StringComparison.Ordinal) == true && call.RelativePath != Path[1..];
        options.AddDocumentTransformer((document, context, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Ramify", Version = Name, Description = About, License = new OpenApiLicense { Name = "MIT" } };
            // Never from the request: anybody can write a Host header.
            document.Servers = [new OpenApiServer { Url = context.ApplicationServices.GetRequiredService<SiteAddress>().Of("") }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [TokenName] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token made under /account/tokens." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Rule>().LastOrDefault() is not { Who: Who.Program } rule) return Task.CompletedTask;
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(TokenName, context.Document)] = [rule.Scope.ToString().ToLowerInvariant()] }];
            return Task.CompletedTask;
        });
    }

    public static async Task Answer(HttpContext context, Description description) => await (await description.Bytes).Answer(context);

    /// <summary>The bytes; the endpoints do not change while the program runs.</summary>
    public sealed class Description(IServiceProvider services)
    {
        private readonly Lazy<Task<CachedBytes>> bytes = new(() => Make(services));

        public Task<CachedBytes> Bytes => bytes.Value;

        private static async Task<CachedBytes> Make(IServiceProvider services)
        {
            var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync();
            var json = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
            return new CachedBytes(System.Text.Encoding.UTF8.GetBytes(json), "application/json; charset=utf-8", Trust.FilePolicy, "public, no-cache");
        }
    }
}
